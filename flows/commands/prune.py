"""`dateline prune` and `dateline vacuum`: let go of what is old, and give its room back to the disk."""

from db.engine import make_engine, transaction
from db.keeping.prune import Old, count_old, prune, vacuum
from db.migrate import migrate
from db.running.lock import run_lock
from db.sqlite import path_of
from flows.making.learn_notices import learn
from flows.running.bench import open_bench
from flows.scheduling.intervals import parse_wait
from flows.settings import Settings
from flows.telling.days import parse_day
from flows.text.errors import SettingsError


def run_prune(settings: Settings, revisions: int | None, before: str | None, *, vanished: bool, yes: bool) -> int:
    """Say what would go, and with `yes` let it go. Returns the exit code. Raises SettingsError for nothing named."""
    if revisions is None and before is None:
        raise SettingsError("nothing is named that may go", "give --keep-revisions N, --before 2026-01-31, or both")
    if vanished and before is None:
        raise SettingsError("--vanished needs a date", "give --before 2026-01-31")
    old = Old(revisions, parse_day(before) if before else None, vanished)
    with open_bench(settings, "prune" if yes else None) as bench:
        with transaction(bench.engine) as connection:
            counts = count_old(connection, old)
            if yes:
                prune(connection, old)
        if yes and vanished:
            learn(bench, settings.batch_size)
    for table, number in counts.items():
        print(f"{table:18} {number:>8} {'gone' if yes else 'would go'}")
    if not yes:
        print("nothing was deleted: give --yes to do it")
    return 0


def run_vacuum(settings: Settings) -> int:
    """Give free room back to the disk. Returns the exit code."""
    path = path_of(settings.database_url)
    engine = make_engine(settings.database_url, existing=True)
    try:
        migrate(engine)
        before = path.stat().st_size if path else 0
        with run_lock(engine, "vacuum", parse_wait(settings.wait)):
            vacuum(engine)
    finally:
        engine.dispose()
    print(f"{path}: {before} bytes before, {path.stat().st_size} bytes now" if path else "done")
    return 0
