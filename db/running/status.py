"""How a database stands: schema, sizes, runs, who writes, what is open.

A few questions that indexes answer; of a SQLite file they need the standard library only, since a monitor may ask each
minute.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from db.errors import UnknownTable
from db.instants import instant_text
from db.queries import run_query
from db.revisions import revisions
from db.running.holders import SERVING, WRITING, Held, Holder
from db.sqlite import path_of

RUNS_SHOWN = 5

COUNTS = """
SELECT
  (SELECT count(*) FROM documents) AS documents,
  (SELECT count(*) FROM documents WHERE vanished_at IS NOT NULL) AS vanished,
  (SELECT count(*) FROM articles) AS articles,
  (SELECT count(*) FROM rejects WHERE resolved_at IS NULL AND ignored_at IS NULL) AS open_rejects,
  (SELECT count(*) FROM rejects WHERE resolved_at IS NULL AND ignored_at IS NOT NULL) AS ignored_rejects
"""
LOCKS = "SELECT name, work, machine, process, process_began, token, taken_at, expires_at, {now} FROM run_locks"
RUNS = "SELECT * FROM ingest_runs ORDER BY id DESC LIMIT :most"
OF_ARTICLES = ("cleaner_version", "recogniser", "recogniser_version", "resolver_version")
JSON_COLUMNS = ("reasons", "step_seconds", "versions")


@dataclass(frozen=True, slots=True)
class Status:
    """`schema` is the database's revision, `newest_schema` dateline's. `writing` and `serving` hold the locks.

    `stale` counts articles of other versions than the newest run's. `runs` are the latest, newest first, as columns by
    name; instants as text.
    """

    schema: str | None
    newest_schema: str
    bytes: int
    documents: int = 0
    vanished: int = 0
    articles: int = 0
    stale: int = 0
    open_rejects: int = 0
    ignored_rejects: int = 0
    writing: Held | None = None
    serving: Held | None = None
    runs: tuple[dict[str, Any], ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether the schema is this dateline's."""
        return self.schema == self.newest_schema


def status_of(address: str) -> Status:
    """How things stand at a path or URL; of a database with another schema only that. Raises what asking raises."""
    schema, newest, size = _schema(address), revisions()[-1], _bytes(address)
    if schema != newest:
        return Status(schema, newest, size)
    (counts,) = _ask(address, COUNTS)
    runs = tuple(_run(row) for row in _ask(address, RUNS, most=RUNS_SHOWN))
    locks = _locks(address)
    stale = _stale(address, runs[0]["versions"]) if runs else 0
    return Status(schema, newest, size, stale=stale, writing=locks.get(WRITING), serving=locks.get(SERVING), runs=runs,
                  **counts)  # fmt: skip


def article_versions(versions: dict[str, str]) -> dict[str, str]:
    """Versions as a run tells them, by the names of their columns in `articles`."""
    return {name if name.startswith("recogniser") else f"{name}_version": value for name, value in versions.items()}


def _ask(address: str, question: str, **values: Any) -> list[dict[str, Any]]:
    with run_query(address, question, values) as answer:
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _schema(address: str) -> str | None:
    try:
        found = _ask(address, "SELECT version_num FROM alembic_version")
    except UnknownTable:
        return None
    return str(found[0]["version_num"]) if found else None


def _stale(address: str, versions: dict[str, str]) -> int:
    known = {name: value for name, value in article_versions(versions).items() if name in OF_ARTICLES}
    other = " OR ".join(f"{name} <> :{name}" for name in known)
    (row,) = _ask(address, f"SELECT count(*) AS stale FROM articles WHERE {other}", **known)  # noqa: S608 - our names
    return int(row["stale"])


def _run(row: dict[str, Any]) -> dict[str, Any]:
    told = {name: instant_text(value) if isinstance(value, datetime) else value for name, value in row.items()}
    return told | {name: json.loads(told[name]) for name in JSON_COLUMNS if isinstance(told[name], str)}


def _locks(address: str) -> dict[str, Held]:
    """Locks that have not lapsed, by name; a server's own clock counts where there is one."""
    now = "NULL AS now" if path_of(address) else "clock_timestamp() AS now"
    found = {}
    for row in _ask(address, LOCKS.format(now=now)):
        holder = Holder(row["machine"], row["process"], row["process_began"])
        held = Held(row["work"], holder, row["token"], _moment(row["taken_at"]), _moment(row["expires_at"]))
        if not held.has_lapsed(row["now"] or datetime.now(UTC)):
            found[row["name"]] = held
    return found


def _moment(value: str | datetime) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _bytes(address: str) -> int:
    """Of the file with its log beside it, or of the database on a server."""
    path = path_of(address)
    if path is None:
        (row,) = _ask(address, "SELECT pg_database_size(current_database()) AS size")
        return int(row["size"])
    files = [path.with_name(path.name + end) for end in ("", "-wal")]
    return sum(file.stat().st_size for file in files if file.exists())
