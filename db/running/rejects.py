"""What could not be read: recorded with reason and mend, resolved when it is read well or gone."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, cast

from sqlalchemy import Connection, Table, func, or_, select, update

from db.loading.statements import insert_rows, look_up, update_rows
from db.models import Reject, instant_text

REJECTS = cast(Table, Reject.__table__)


class RejectRow(NamedTuple):
    """A file or record that could not become an article; `content_hash` is empty when nothing could be read."""

    path: str
    uri: str
    content_hash: str
    error: str
    message: str
    mend: str


def record_rejects(connection: Connection, collection_id: int, rows: Sequence[RejectRow], now: datetime) -> None:
    """Add each, or count one more attempt at it. An open reject of the same uri with other content is resolved."""
    given = {(row.uri, row.content_hash): row for row in rows}
    columns = (REJECTS.c.uri, REJECTS.c.content_hash, REJECTS.c.id, REJECTS.c.attempts)
    mine = select(*columns).where(REJECTS.c.collection_id == collection_id)
    found = look_up(connection, mine, REJECTS.c.uri, {row.uri for row in rows})
    tried = {(uri, content_hash): (identity, attempts) for uri, content_hash, identity, attempts in found}
    moment = instant_text(now)
    resolve_rejects(connection, collection_id, {row.uri for row in rows}, now)
    again = [(*given[key][3:], attempts + 1, moment, None, identity) for key, (identity, attempts) in tried.items()
             if key in given]  # fmt: skip
    columns_again = ("error", "message", "mend", "attempts", "last_tried_at", "resolved_at")
    update_rows(connection, REJECTS, columns_again, ("id",), again)
    added = [(collection_id, *row, 1, moment, moment) for key, row in sorted(given.items()) if key not in tried]
    columns_added = ("collection_id", *RejectRow._fields, "attempts", "first_seen_at", "last_tried_at")
    insert_rows(connection, REJECTS, columns_added, added)


def resolve_rejects(
    connection: Connection,
    collection_id: int,
    values: Collection[str],
    now: datetime,
    *,
    by: Literal["uri", "path"] = "uri",
) -> None:
    """Close the open rejects of these uris, or of these files with all their records."""
    open_ones = select(REJECTS.c.id).where(REJECTS.c.collection_id == collection_id, REJECTS.c.resolved_at.is_(None))
    found = sorted(identity for (identity,) in look_up(connection, open_ones, REJECTS.c[by], values))
    update_rows(connection, REJECTS, ("resolved_at",), ("id",), [(instant_text(now), each) for each in found])


def resolve_absent(
    connection: Connection, collection_id: int, present: Collection[str], now: datetime, prefix: str = ""
) -> None:
    """Close the open rejects of files under `prefix` that the walk no longer found; `present` are paths."""
    paths = {reject.path for reject in open_rejects(connection, collection_id) if reject.path.startswith(prefix)}
    resolve_rejects(connection, collection_id, paths.difference(present), now, by="path")


def open_rejects(connection: Connection, collection_id: int | None = None) -> list[RejectRow]:
    """The rejects that are still open, by uri."""
    statement = select(*(REJECTS.c[name] for name in RejectRow._fields)).where(REJECTS.c.resolved_at.is_(None))
    scoped = statement if collection_id is None else statement.where(REJECTS.c.collection_id == collection_id)
    return [RejectRow._make(row) for row in connection.execute(scoped.order_by(REJECTS.c.uri, REJECTS.c.content_hash))]


def ignore_rejects(connection: Connection, uri: str, now: datetime) -> int:
    """Say of the open rejects of a uri or file, with all its records, to leave them be; how many there are."""
    named = or_(REJECTS.c.uri == uri, REJECTS.c.path == uri)
    ignored = update(REJECTS).where(named, REJECTS.c.resolved_at.is_(None)).values(ignored_at=now)
    return connection.execute(ignored).rowcount


def rejects_since(connection: Connection, moment: datetime) -> int:
    """Open rejects that were tried at `moment` or later, those that are ignored left out."""
    tried = select(func.count()).where(REJECTS.c.last_tried_at >= moment, REJECTS.c.resolved_at.is_(None))
    return connection.execute(tried.where(REJECTS.c.ignored_at.is_(None))).scalar_one()


def rejected_paths(connection: Connection, error: str | None = None) -> dict[int, set[str]]:
    """Files with open rejects (of that class of error), by collection."""
    statement = select(REJECTS.c.collection_id, REJECTS.c.path).where(REJECTS.c.resolved_at.is_(None))
    found: defaultdict[int, set[str]] = defaultdict(set)
    for collection, path in connection.execute(statement.where(REJECTS.c.error == error) if error else statement):
        found[collection].add(path)
    return dict(found)
