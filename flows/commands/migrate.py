"""`dateline migrate`: bring a database to the newest schema, or make it."""

from db.engine import make_engine
from db.migrate import migrate
from db.revisions import revisions
from flows.scheduling.intervals import parse_wait
from flows.settings import Settings


def run_migrate(settings: Settings) -> int:
    """Migrate and say so. Returns the exit code. Raises RunGoingOn when a run that is writing does not end in time."""
    engine = make_engine(settings.database_url)
    try:
        changed = migrate(engine, parse_wait(settings.wait))
    finally:
        engine.dispose()
    print(f"schema {revisions()[-1]}, {'newly made or upgraded' if changed else 'as it was'}")
    return 0
