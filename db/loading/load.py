"""Load documents' rows: idempotent, the same on both databases, and with the same outcome in any order and batch size.

Keys are reserved or looked up once a batch; every statement is compiled once and run by the driver's executemany. A
document whose rows are all there costs no write.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, text

from db.entities.names import put_entities, stored_entities
from db.entities.placement import Placement, placement_of
from db.entities.ties import retie
from db.loading.articles import Change, Keys, insert_documents, update_documents
from db.loading.counts import settle_counts
from db.loading.sources import put_sources
from db.loading.statements import update_rows
from db.loading.stored import DOCUMENTS, Stored, stored_documents
from db.models import instant_text
from db.records import DocumentRows, LoadCounts
from db.running.files import file_ids, put_files
from db.running.rejects import resolve_rejects

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
    counts = _write(connection, Keys(collection_id, files), ordered, new, changes, instant_text(now))
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
    counts = _write(connection, Keys(collection_id, files), given, [], changes, instant_text(now))
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
    replaced = [old for old, _ in changes]
    placement = placement_of(connection, _identities([*given, *replaced]))
    named = {row.key: row for row in sorted((e for rows in given for e in rows.entities), key=repr, reverse=True)}
    entities, fresh = put_entities(connection, named, _places(given, placement), placement)
    gone = _places(replaced, placement).difference(row.key for row in entities.values())
    entities |= stored_entities(connection, gone)
    by_key = {row.key: identity for identity, row in entities.items()}
    keys = replace(keys, sources=sources, entities=by_key, placement=placement)
    mentions = insert_documents(connection, new, keys, moment)
    mentions += update_documents(connection, changes, keys, moment)
    settle_counts(connection, new, changes, keys, entities)
    retie(connection, _identities([*written, *replaced]))
    changed = sum(old.document.content_hash != rows.document.content_hash for old, rows in changes)
    return LoadCounts(len(new), changed, len(changes) - changed, len(given) - len(written), mentions, fresh)


def _identities(documents: Sequence[DocumentRows | Stored]) -> set[str]:
    return {mention.entity for rows in documents for mention in rows.mentions if mention.entity is not None}


def _places(documents: Sequence[DocumentRows | Stored], placement: Placement) -> set[str]:
    """Keys of the entities that the mentions of these documents mean."""
    return {
        placement.place(mention.entity, mention.text, rows.document.uri)
        for rows in documents
        for mention in rows.mentions
        if mention.entity is not None
    }


def _come_back(connection: Connection, returned: Sequence[Stored]) -> None:
    update_rows(connection, DOCUMENTS, ("vanished_at",), ("id",), [(None, old.document_id) for old in returned])


def _wait_for_other_writers(connection: Connection) -> None:
    """One batch at a time, or names would be counted from half of what there is. SQLite's transaction sees to it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
