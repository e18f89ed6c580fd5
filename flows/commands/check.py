"""`dateline check`: whether the database keeps its promises, and the mending of those it does not."""

import sys

from db.engine import make_engine, transaction
from db.keeping.check import Breach, breaches, broken_documents, promises
from db.keeping.repair import forget_unread, rebuild_full_text, repair_counts
from db.migrate import require_current
from flows.making.reclean import reclean
from flows.running.bench import open_bench
from flows.settings import Settings
from flows.telling.tables import write_rows


def run_check(settings: Settings, form: str, *, repair: bool) -> int:
    """Print each promise and what breaks it. Returns the exit code: 1 when one is broken (still, after a repair)."""
    if repair:
        _repair(settings)
    engine = make_engine(settings.database_url, read_only=True)
    try:
        with transaction(engine) as connection:
            require_current(connection)
            asked, broken = promises(connection), {breach.promise: breach for breach in breaches(connection)}
    finally:
        engine.dispose()
    rows = [(promise, "broken" if promise in broken else "holds", _rows(broken.get(promise))) for promise in asked]
    sys.stdout.writelines(write_rows(["promise", "state", "first rows that break it"], rows, form))
    return 1 if broken else 0


def _rows(breach: Breach | None) -> str:
    return "" if breach is None else "; ".join(" ".join(map(str, row)) for row in breach.rows[:3])


def _repair(settings: Settings) -> None:
    with open_bench(settings, "check --repair") as bench:
        with transaction(bench.engine) as connection:
            files, documents = forget_unread(connection), broken_documents(connection)
        for first in range(0, len(documents), settings.batch_size):
            done = reclean(documents[first : first + settings.batch_size], bench)
            for reject in done.rejects:
                print(f"not mended: {reject.error}", file=sys.stderr)
        with transaction(bench.engine) as connection:
            counts = repair_counts(connection)
            rebuild_full_text(connection)
    print(f"made again: {len(documents)} documents; counted anew: {counts}; to be read again: {files} files")
