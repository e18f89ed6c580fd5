"""Load documents' rows: idempotent, the same on both databases, and with the same outcome in any order and batch size.

Keys are reserved or looked up once a batch; every statement is compiled once and run by the driver's executemany. A
document whose rows are all there costs no write.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import chain, compress
from operator import attrgetter, ne

from sqlalchemy import Connection, text

from db.entities.placement import placement_of
from db.entities.stored import add_entities, find_entities, stored_entities
from db.entities.ties import retie
from db.loading.articles import Change, insert_documents, update_documents
from db.loading.counts import counted, parted, settle_counts
from db.loading.keys import Keys, ends_of, places_in
from db.loading.mentioned import identities_in
from db.loading.sources import put_sources
from db.loading.statements import update_rows
from db.loading.stored import DOCUMENTS, Stored, stored_documents
from db.models import instant_text
from db.records import DocumentRows, EntityRow, LoadCounts
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
    with uncollected():
        return _load(connection, ordered, collection_id, now)


def _load(connection: Connection, ordered: Sequence[DocumentRows], collection_id: int, now: datetime) -> LoadCounts:
    uris = [each.document.uri for each in ordered]
    stored = stored_documents(connection, collection_id, uris)
    new = [each for each in ordered if each.document.uri not in stored]
    known = [(stored[each.document.uri], each) for each in ordered if each.document.uri in stored]
    changes = [(old, each) for old, each in known if not old.same(each)]
    files = put_files(connection, collection_id, ordered)
    counts = _write(connection, Keys(collection_id, files), ordered, new, changes, instant_text(now))
    _come_back(connection, [old for old, _ in known if old.vanished])
    resolve_rejects(connection, collection_id, uris, now)
    return counts


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for cycles: a batch's hundred thousand tuples hold none, and looking was a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


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
    renewed = [rows for _, rows in changes]
    written = [*new, *renewed]
    sources = put_sources(connection, {rows.source for rows in written if rows.source is not None})
    replaced = [old for old, _ in changes]
    identities = identities_in([*given, *replaced])
    placement = placement_of(connection, identities)
    placed = placement.places(identities)
    places = places_in(given, placed, placement) if replaced or placement.splits else set(placed.values())
    entities, fresh = find_entities(connection, _described(given), places, placement)
    entities |= stored_entities(connection, places_in(replaced, placed, placement) - places)
    known = {row.key: identity for identity, row in chain(entities.items(), fresh.items())}
    ends, resolved = ({}, {}) if placement.splits else ends_of(placed, known)
    keys = replace(keys, sources=sources, entities=known, placement=placement, ends=ends, resolved=resolved)
    named = keys.mentions_of(new)
    gone, come = (replaced, keys.mentions_of(replaced), -1), (renewed, keys.mentions_of(renewed), 1)
    first, counts = parted(counted([(new, named, 1), gone, come], keys), fresh)
    add_entities(connection, fresh, first.aliases, first.countries, placement.names)
    mentions = insert_documents(connection, new, named, keys, moment, fresh)
    mentions += update_documents(connection, changes, keys, moment)
    settle_counts(connection, counts, entities, placement.names)
    retie(connection, identities if len(written) == len(given) else identities_in([*written, *replaced]))
    changed = sum(old.document.content_hash != rows.document.content_hash for old, rows in changes)
    return LoadCounts(len(new), changed, len(changes) - changed, len(given) - len(written), mentions, len(fresh))


def _described(documents: Sequence[DocumentRows]) -> dict[str, EntityRow]:
    """Entities as the documents describe them, by key; of several descriptions always the same one."""
    rows = list(chain.from_iterable(map(attrgetter("entities"), documents)))
    keys = list(map(attrgetter("key"), rows))
    found = dict(zip(keys, rows, strict=True))
    for row in compress(rows, map(ne, rows, map(found.__getitem__, keys))):
        found[row.key] = min(row, found[row.key], key=repr)
    return found


def _come_back(connection: Connection, returned: Sequence[Stored]) -> None:
    update_rows(connection, DOCUMENTS, ("vanished_at",), ("id",), [(None, old.document_id) for old in returned])


def _wait_for_other_writers(connection: Connection) -> None:
    """One batch at a time, or names would be counted from half of what there is. SQLite's transaction sees to it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
