"""The history of runs: one row a run, begun at its start and closed however it ends."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Connection, Table, func, insert, literal, select, tuple_, update

from db.loading.statements import look_up
from db.models import Article, IngestRun, LearnedNotice
from db.running.lock import clock, held

RUNS = cast(Table, IngestRun.__table__)

State = Literal["completed", "completed with rejects", "failed", "interrupted"]
"""How a run can end."""


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a run saw and wrote; names are columns of `ingest_runs`. Seen = new + changed + unchanged + rejected."""

    files_seen: int = 0
    files_new: int = 0
    files_changed: int = 0
    files_unchanged: int = 0
    files_vanished: int = 0
    files_rejected: int = 0
    articles: int = 0
    mentions: int = 0
    entities: int = 0
    rejects: int = 0
    notices_learned: int = 0
    articles_cleaned_again: int = 0
    articles_stale: int = 0


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How a run ended. `reasons` and `step_seconds` are as in `ingest_runs`; `error` is null when nothing failed."""

    state: State
    counts: RunCounts
    versions: Mapping[str, str]
    seconds: float
    reasons: Mapping[str, Mapping[str, int]]
    step_seconds: Mapping[str, float]
    error: str | None = None


def start_run(
    connection: Connection,
    now: datetime,
    versions: Mapping[str, Any],
    flow_run_id: str | None = None,
    work: str = "ingest",
) -> int:
    """Add a run in the state `running`; its id."""
    values = {"started_at": now, "state": "running", "versions": dict(versions), "flow_run_id": flow_run_id}
    statement = insert(RUNS).values(**values, work=work, **asdict(RunCounts())).returning(RUNS.c.id)
    return int(connection.execute(statement).scalar_one())


def finish_run(connection: Connection, run_id: int, end: RunEnd, now: datetime) -> None:
    """Say how a run ended, and what it saw and wrote."""
    told = {name: getattr(end, name) for name in ("state", "seconds", "error")}
    mappings = {name: dict(getattr(end, name)) for name in ("versions", "reasons", "step_seconds")}
    ended = update(RUNS).where(RUNS.c.id == run_id)
    connection.execute(ended.values(finished_at=now, **told, **mappings, **asdict(end.counts)))


def interrupt_unfinished(connection: Connection, now: datetime) -> int:
    """Say of runs that never finished that they were interrupted; how many. Only for who holds the run lock."""
    values = {"state": "interrupted", "finished_at": now, "error": "the process of the run ended before it did"}
    return connection.execute(update(RUNS).where(RUNS.c.state == "running").values(**values)).rowcount


def stale_articles(connection: Connection, versions: Mapping[str, str]) -> int:
    """How many articles other versions made than those given, by their names in `articles` (`cleaner_version` …)."""
    made_by, given = tuple_(*(getattr(Article, name) for name in versions)), tuple_(*map(literal, versions.values()))
    counted = (select(func.count()).select_from(Article).where(other) for other in (made_by < given, made_by > given))
    return sum(connection.execute(each).scalar_one() for each in counted)  # the index leads past all that are current


def learned_count(connection: Connection) -> int:
    """How many notices stand learned."""
    return connection.execute(select(func.count()).select_from(LearnedNotice)).scalar_one()


def live_flow_run(connection: Connection) -> str | None:
    """The run in Prefect of whoever holds the lock now; None when nobody does, or not through Prefect."""
    holder = held(connection)
    if holder is None or holder.has_lapsed(clock(connection)):
        return None
    running = select(RUNS.c.flow_run_id).where(RUNS.c.state == "running").order_by(RUNS.c.id.desc())
    return connection.execute(running.limit(1)).scalar()


def ended_flow_runs(connection: Connection, flow_runs: Collection[str]) -> dict[str, str]:
    """How these runs of Prefect's ended, by their ids; those that did not are left out."""
    ended = select(RUNS.c.flow_run_id, RUNS.c.state).where(RUNS.c.finished_at.is_not(None))
    return {row.flow_run_id: row.state for row in look_up(connection, ended, RUNS.c.flow_run_id, flow_runs)}
