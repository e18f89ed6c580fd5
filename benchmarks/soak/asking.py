"""Questions to the database that is written, and to Prefect's own, while both are in use."""

import sqlite3
from contextlib import closing
from pathlib import Path

from db.engine import make_engine, transaction


def asked(database: Path, query: str) -> list[tuple]:
    """Rows of the database; none while there is no table yet."""
    if not database.exists() or not database.stat().st_size:
        return []
    engine = make_engine(database, read_only=True)
    try:
        with transaction(engine) as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]
    except Exception:
        return []
    finally:
        engine.dispose()


def prefect_bytes(place: Path) -> int:
    """Bytes in use in Prefect's own database, its log counted in."""
    return _prefect(
        place,
        "SELECT (page_count - freelist_count) * page_size "
        "FROM pragma_page_count, pragma_freelist_count, pragma_page_size",
    )


def prefect_runs(place: Path) -> int:
    """Runs that Prefect ran: ticks that were cancelled for being late are none."""
    return _prefect(place, "SELECT count(*) FROM flow_run WHERE state_type IN ('COMPLETED', 'FAILED', 'CRASHED')")


def _prefect(place: Path, query: str) -> int:
    """A number that Prefect's own database gives; 0 while it cannot be asked."""
    try:
        with closing(sqlite3.connect(f"file:{place}/home/prefect/prefect.db?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchone()[0]
    except sqlite3.Error:
        return 0
