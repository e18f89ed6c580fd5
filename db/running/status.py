"""How a database stands: schema, sizes, runs, who writes, what is open. A few questions that indexes answer."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, text

from db.engine import database_url
from db.migrate import revisions, schema_revision
from db.models import Article, Document, Reject
from db.running.lock import SERVING, Held, clock, held
from db.running.runs import recent_runs, stale_articles
from db.sqlite import path_of

RUNS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Status:
    """`schema` is the database's revision, `newest_schema` dateline's. `writing` and `serving` hold the locks.

    `stale` counts articles of other versions than the newest run's. `runs` are the latest, newest first, as columns by
    name.
    """

    schema: str | None
    newest_schema: str
    documents: int
    vanished: int
    articles: int
    stale: int
    open_rejects: int
    ignored_rejects: int
    writing: Held | None
    serving: Held | None
    bytes: int
    runs: tuple[dict[str, Any], ...]

    @property
    def is_current(self) -> bool:
        """Whether the schema is this dateline's."""
        return self.schema == self.newest_schema


def status_of(connection: Connection) -> Status:
    """How things stand; of a database with another schema only that."""
    schema, newest = schema_revision(connection), revisions()[-1]
    size = _bytes(connection)
    if schema != newest:
        return Status(schema, newest, 0, 0, 0, 0, 0, 0, None, None, size, ())
    runs = tuple(dict(row._mapping) for row in recent_runs(connection, RUNS_SHOWN))
    open_ones = select(func.count()).select_from(Reject).where(Reject.resolved_at.is_(None))
    return Status(
        schema,
        newest,
        documents=_count(connection, select(func.count()).select_from(Document)),
        vanished=_count(connection, select(func.count()).where(Document.vanished_at.is_not(None))),
        articles=_count(connection, select(func.count()).select_from(Article)),
        stale=_stale(connection, runs),
        open_rejects=_count(connection, open_ones.where(Reject.ignored_at.is_(None))),
        ignored_rejects=_count(connection, open_ones.where(Reject.ignored_at.is_not(None))),
        writing=_live(connection, held(connection)),
        serving=_live(connection, held(connection, SERVING)),
        bytes=size,
        runs=runs,
    )


def article_versions(versions: dict[str, str]) -> dict[str, str]:
    """Versions as a run tells them, by the names of their columns in `articles`."""
    return {name if name.startswith("recogniser") else f"{name}_version": value for name, value in versions.items()}


def _count(connection: Connection, statement: Any) -> int:
    return int(connection.execute(statement).scalar_one())


def _stale(connection: Connection, runs: tuple[dict[str, Any], ...]) -> int:
    return stale_articles(connection, article_versions(runs[0]["versions"])) if runs else 0


def _live(connection: Connection, found: Held | None) -> Held | None:
    return found if found is not None and not found.has_lapsed(clock(connection)) else None


def _bytes(connection: Connection) -> int:
    """Of the file with its log beside it, or of the database on a server."""
    if connection.dialect.name == "postgresql":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    path = path_of(str(database_url(str(connection.engine.url)).database))
    files = [path.with_name(path.name + end) for end in ("", "-wal")] if path else []
    return sum(file.stat().st_size for file in files if file.exists())
