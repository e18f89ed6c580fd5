"""Files of a collection as they were last read: what a run needs not read again, and what has gone."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Select, Table, Update, bindparam, func, select, update

from db.loading.statements import insert_rows, look_up, reserve_ids, update_rows
from db.models import Document, File, instant_text
from db.records import DocumentRows, FileFacts
from db.running.rejects import open_rejects, resolve_rejects

FILES = cast(Table, File.__table__)
DOCUMENTS = cast(Table, Document.__table__)


class KnownFile(NamedTuple):
    """What a wholly read file was like, and whether it was missed at the last look."""

    size: int
    modified_ns: int
    vanished: bool


def known_files(connection: Connection, collection_id: int, prefix: str = "") -> dict[str, KnownFile]:
    """The wholly read files whose path begins with `prefix` (a folder's ends in `/`), by path, in one SELECT."""
    columns = (FILES.c.path, FILES.c.size, FILES.c.modified_ns, FILES.c.vanished_at.is_not(None))
    statement = _within(select(*columns), collection_id, prefix).where(FILES.c.modified_ns.is_not(None))
    found = connection.execute(statement).cursor.fetchall()  # the driver's own rows: a third of the time
    return {path: KnownFile(size, modified, bool(gone)) for path, size, modified, gone in found}


def settled_files(connection: Connection, collection_id: int, prefix: str = "") -> set[tuple[str, int, int]]:
    """The wholly read files that were there at the last look: path below `prefix`, size and modification time."""
    there = _below(collection_id, prefix).where(FILES.c.vanished_at.is_(None))
    return set(connection.execute(there).cursor.fetchall())  # the driver's own rows: a third of the time


def missed_files(connection: Connection, collection_id: int, prefix: str = "") -> dict[str, tuple[int, int]]:
    """Size and time of the wholly read files that are gone, by path below `prefix`."""
    gone = _below(collection_id, prefix).where(FILES.c.vanished_at.is_not(None))
    return {path: (size, modified) for path, size, modified in connection.execute(gone).cursor.fetchall()}


def known_documents(connection: Connection, collection_id: int, paths: Collection[str]) -> dict[str, str]:
    """Content hashes of the documents of these files, by uri, to tell a file that was only touched."""
    statement = select(DOCUMENTS.c.uri, DOCUMENTS.c.content_hash).join_from(DOCUMENTS, FILES)
    found = look_up(connection, statement.where(FILES.c.collection_id == collection_id), FILES.c.path, paths)
    return {row.uri: row.content_hash for row in found}


def put_files(connection: Connection, collection_id: int, given: Sequence[DocumentRows]) -> dict[str, int]:
    """Make or mend the rows of the files that a batch was read from; their ids by path.

    A whole file is known at once. A container is not known until `touch` says that all of its records are in, so that
    a run which is cut short reads it again.
    """
    looks = {rows.file.path: rows.file[1:] if rows.document.record is None else (None, None) for rows in given}
    stored = _stored(connection, collection_id, looks)
    missing = sorted(looks.keys() - stored.keys())
    ids = dict(zip(missing, reserve_ids(connection, FILES, len(missing)), strict=True))
    added = [(ids[path], collection_id, path, *looks[path]) for path in missing]
    insert_rows(connection, FILES, ("id", "collection_id", "path", "size", "modified_ns"), added)
    stale = [
        (*looks[path], identity) for path, (identity, *found) in stored.items() if (*looks[path], None) != tuple(found)
    ]
    update_rows(connection, FILES, ("size", "modified_ns"), ("id",), stale)
    mark_seen_again(connection, collection_id, [path for path, found in stored.items() if found[3] is not None])
    return {path: found[0] for path, found in stored.items()} | ids


def file_ids(connection: Connection, collection_id: int, paths: Collection[str]) -> dict[str, int]:
    """Ids of the files that are there, by path."""
    return {path: found[0] for path, found in _stored(connection, collection_id, paths).items()}


def touch(connection: Connection, collection_id: int, facts: Sequence[FileFacts], now: datetime) -> None:
    """Say that these files are wholly read as they are now: same content with another time, or all records loaded.

    A file that is not there yet is added: a container may hold no good record at all.
    """
    paths = [each.path for each in facts]
    stored = _stored(connection, collection_id, paths)
    mark_seen_again(connection, collection_id, [path for path, found in stored.items() if found[3] is not None])
    insert_rows(connection, FILES, ("collection_id", "path", "size", "modified_ns"),
                [(collection_id, *each) for each in facts if each.path not in stored])  # fmt: skip
    update_rows(connection, FILES, ("size", "modified_ns"), ("id",),
                [(*each[1:], stored[each.path][0]) for each in facts if each.path in stored])  # fmt: skip
    resolve_rejects(connection, collection_id, paths, now)


def mark_vanished(connection: Connection, collection_id: int, paths: Collection[str], now: datetime) -> None:
    """Say that these files are gone, and with them their documents and open rejects; nothing is deleted."""
    present = [found[0] for found in _stored(connection, collection_id, paths).values() if found[3] is None]
    update_rows(connection, FILES, ("vanished_at",), ("id",), [(instant_text(now), each) for each in present])
    gone = update(DOCUMENTS).where(DOCUMENTS.c.file_id == bindparam("file"), DOCUMENTS.c.vanished_at.is_(None))
    _each(connection, gone.values(vanished_at=bindparam("now")), [{"file": each, "now": now} for each in present])
    resolve_rejects(connection, collection_id, paths, now, by="path")


def mark_seen_again(connection: Connection, collection_id: int, paths: Collection[str]) -> None:
    """Say that vanished files are back, with the documents that vanished with them."""
    files = [found[0] for found in _stored(connection, collection_id, paths).values() if found[3] is not None]
    moment = select(FILES.c.vanished_at).where(FILES.c.id == bindparam("file")).scalar_subquery()
    back = update(DOCUMENTS).where(DOCUMENTS.c.file_id == bindparam("file"), DOCUMENTS.c.vanished_at == moment)
    _each(connection, back.values(vanished_at=None), [{"file": each} for each in files])
    update_rows(connection, FILES, ("vanished_at",), ("id",), [(None, each) for each in files])


def mark_missing_records(
    connection: Connection, collection_id: int, path: str, present: Collection[str], now: datetime
) -> int:
    """Say of a container's records which are there: `present` (uris, rejected ones included); how many have gone now.

    A record that had gone and is there again as it was need not be loaded again for that.
    """
    documents = select(DOCUMENTS.c.id, DOCUMENTS.c.uri, DOCUMENTS.c.vanished_at).join_from(DOCUMENTS, FILES)
    mine = documents.where(FILES.c.collection_id == collection_id, FILES.c.path == path)
    known, stored = set(present), connection.execute(mine).all()
    gone = [(instant_text(now), row.id) for row in stored if row.uri not in known and row.vanished_at is None]
    back = [(None, row.id) for row in stored if row.uri in known and row.vanished_at is not None]
    update_rows(connection, DOCUMENTS, ("vanished_at",), ("id",), gone + back)
    rejected = {reject.uri for reject in open_rejects(connection, collection_id) if reject.path == path}
    resolve_rejects(connection, collection_id, rejected - known, now)
    return len(gone)


def _stored(connection: Connection, collection_id: int, paths: Collection[str]) -> dict[str, tuple[Any, ...]]:
    """Id, size, modification time and time of vanishing, by path."""
    statement = select(FILES.c.path, FILES.c.id, FILES.c.size, FILES.c.modified_ns, FILES.c.vanished_at)
    found = look_up(connection, statement.where(FILES.c.collection_id == collection_id), FILES.c.path, paths)
    return {path: tuple(rest) for path, *rest in found}


def _within(statement: Select[Any], collection_id: int, prefix: str) -> Select[Any]:
    # Not LIKE: on SQLite that takes no notice of case.
    scoped = statement.where(FILES.c.collection_id == collection_id)
    return scoped.where(func.substr(FILES.c.path, 1, len(prefix)) == prefix) if prefix else scoped


def _below(collection_id: int, prefix: str) -> Select[Any]:
    path = func.substr(FILES.c.path, len(prefix) + 1) if prefix else FILES.c.path
    statement = select(path, FILES.c.size, FILES.c.modified_ns).where(FILES.c.modified_ns.is_not(None))
    return _within(statement, collection_id, prefix)


def _each(connection: Connection, statement: Update, parameters: Sequence[dict[str, Any]]) -> None:
    if parameters:
        connection.execute(statement, parameters)
