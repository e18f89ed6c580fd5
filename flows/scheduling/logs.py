"""Logs of Prefect's that may grow for months: cut when they are large, with the part before kept once."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

SERVER_LOG, RUNS_LOG = "prefect-server.log", "prefect.log"
"""Files of dateline's home: what the server of a schedule prints, and what Prefect logs in the runs."""

MOST_BYTES = 5_000_000


def bound_logs(home: Path, most: int = MOST_BYTES) -> None:
    """Move what a log of `home` holds to `….1` when it is larger than `most` bytes.

    It is copied and cut in its place, for the processes that append to it go on doing so.
    """
    for name in (SERVER_LOG, RUNS_LOG):
        log = home / name
        with suppress(OSError):
            if log.stat().st_size > most:
                shutil.copyfile(log, home / f"{name}.1")
                os.truncate(log, 0)
