"""The history of runs: started, finished, and how each ended."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Connection, Row, Table, insert, select, update

from db.models import IngestRun

RUNS = cast(Table, IngestRun.__table__)

State = Literal["completed", "completed with rejects", "failed", "interrupted"]
"""How a run can end."""


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a run saw and wrote. Seen = new + changed + unchanged + rejected."""

    files_seen: int = 0
    files_new: int = 0
    files_changed: int = 0
    files_unchanged: int = 0
    files_vanished: int = 0
    files_rejected: int = 0
    articles: int = 0
    mentions: int = 0
    entities: int = 0


def start_run(
    connection: Connection, now: datetime, versions: Mapping[str, Any], flow_run_id: str | None = None
) -> int:
    """Add a run in the state `running`; its id."""
    values = {"started_at": now, "state": "running", "versions": dict(versions), "flow_run_id": flow_run_id}
    statement = insert(RUNS).values(**values, **asdict(RunCounts())).returning(RUNS.c.id)
    return int(connection.execute(statement).scalar_one())


def finish_run(
    connection: Connection, run_id: int, state: State, counts: RunCounts, now: datetime, error: str | None = None
) -> None:
    """Say how a run ended, and what it saw and wrote."""
    ended = update(RUNS).where(RUNS.c.id == run_id).values(state=state, finished_at=now, error=error, **asdict(counts))
    connection.execute(ended)


def interrupt_unfinished(connection: Connection, now: datetime) -> int:
    """Say of runs that never finished that they were interrupted; how many. Only for who holds the run lock."""
    values = {"state": "interrupted", "finished_at": now, "error": "the process of the run ended before it did"}
    return connection.execute(update(RUNS).where(RUNS.c.state == "running").values(**values)).rowcount


def recent_runs(connection: Connection, limit: int = 10) -> list[Row[Any]]:
    """The latest runs, newest first; columns as in `ingest_runs`."""
    return list(connection.execute(select(RUNS).order_by(RUNS.c.id.desc()).limit(limit)))
