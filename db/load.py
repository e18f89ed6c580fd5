"""Load documents' rows: idempotent, the same on both databases, and with the same outcome in any order and batch size.

Keys are reserved or looked up once a batch; every statement is compiled once and run by the driver's executemany. A
document whose rows are all there costs no write.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, text

from db.articles import Change, Keys, insert_documents, update_documents
from db.counts import settle_counts
from db.files import file_ids, put_files
from db.models import instant_text
from db.names import put_entities, stored_entities
from db.records import DocumentRows, LoadCounts
from db.rejects import resolve_rejects
from db.sources import put_sources
from db.statements import update_rows
from db.stored import DOCUMENTS, Stored, stored_documents

LOCK = 0x6C6F6164
"""Key of the advisory lock that a batch holds on PostgreSQL ("load" in ASCII)."""


def load_batch(connection: Connection, rows: Sequence[DocumentRows], collection_id: int, now: datetime) -> LoadCounts:
    """Bring the tables to what `rows` say, inside the caller's transaction, who rolls it back on any error.

    Raises ValueError when a document stands in the batch twice, and what the driver raises.
    """
    ordered = sorted(rows, key=lambda each: each.document.uri)
    uris = [each.document.uri for each in ordered]
    if len(set(uris)) < len(uris):
        raise ValueError("a document stands in the batch twice")
    _wait_for_other_writers(connection)
    stored = stored_documents(connection, collection_id, uris)
    new = [each for each in ordered if each.document.uri not in stored]
    known = [(stored[each.document.uri], each) for each in ordered if each.document.uri in stored]
    changes = [(old, each) for old, each in known if not old.same(each)]
    files = put_files(connection, collection_id, ordered)
    counts = _write(connection, Keys(collection_id, files, {}, {}), ordered, new, changes, instant_text(now))
    _come_back(connection, [old for old, _ in known if old.vanished])
    resolve_rejects(connection, collection_id, uris, now)
    return counts


def reload_batch(
    connection: Connection, rows: Sequence[DocumentRows], collection_id: int, now: datetime
) -> tuple[LoadCounts, frozenset[str]]:
    """Bring the rows of stored documents to what cleaning makes of them now; files, rejects and vanishing stay.

    Also gives the uris of what now stands so. A document whose content is another one by now is passed over: whoever
    loaded that cleaned it.
    """
    _wait_for_other_writers(connection)
    ordered = sorted(rows, key=lambda each: each.document.uri)
    stored = stored_documents(connection, collection_id, [each.document.uri for each in ordered])
    known = [(stored[each.document.uri], each) for each in ordered if each.document.uri in stored]
    same = [(old, each) for old, each in known if old.document.content_hash == each.document.content_hash]
    changes = [(old, each) for old, each in same if not old.same(each)]
    files = file_ids(connection, collection_id, {each.file.path for _, each in same})
    given = [each for _, each in same]
    counts = _write(connection, Keys(collection_id, files, {}, {}), given, [], changes, instant_text(now))
    return counts, frozenset(each.document.uri for each in given)


def _write(
    connection: Connection,
    keys: Keys,
    given: Sequence[DocumentRows],
    new: Sequence[DocumentRows],
    changes: Sequence[Change],
    moment: str,
) -> LoadCounts:
    written = [*new, *(rows for _, rows in changes)]
    sources = put_sources(connection, {rows.source for rows in written if rows.source is not None})
    entities, fresh = put_entities(connection, (entity for rows in given for entity in rows.entities))
    replaced = {mention.entity for old, _ in changes for mention in old.mentions if mention.entity is not None}
    entities |= stored_entities(connection, replaced.difference(row.key for row in entities.values()))
    keys = replace(keys, sources=sources, entities={row.key: identity for identity, row in entities.items()})
    mentions = insert_documents(connection, new, keys, moment)
    mentions += update_documents(connection, changes, keys, moment)
    settle_counts(connection, new, changes, sources, entities)
    changed = sum(old.document.content_hash != rows.document.content_hash for old, rows in changes)
    return LoadCounts(len(new), changed, len(changes) - changed, len(given) - len(written), mentions, fresh)


def _come_back(connection: Connection, returned: Sequence[Stored]) -> None:
    update_rows(connection, DOCUMENTS, ("vanished_at",), ("id",), [(None, old.document_id) for old in returned])


def _wait_for_other_writers(connection: Connection) -> None:
    """One batch at a time, or names would be counted from half of what there is. SQLite's transaction sees to it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
