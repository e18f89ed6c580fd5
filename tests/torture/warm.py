"""Imported once by the server of processes: what each of them would load, compile and keep again."""

import tempfile
from pathlib import Path

from tests.torture.plug import told, work
from tests.torture.stories import write_everything

with tempfile.TemporaryDirectory(prefix="dateline-warm-") as place:
    folder, database = str(write_everything(Path(place) / "news")), str(Path(place) / "warm.db")
    for name in ("ingest", "ingest", "reannotate"):
        work(name, folder, database)
    told(database)
