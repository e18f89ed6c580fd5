"""Load documents' rows: idempotent, the same on both databases, and with the same outcome in any order and batch size.

Keys are reserved or looked up once a batch; every statement is compiled once and run by the driver's executemany. A
document whose rows are all there costs no write.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, text

from db.counts import settle_counts
from db.files import put_files
from db.fulltext import index_articles
from db.models import ArticleRevision, instant_text
from db.names import put_entities, stored_entities
from db.records import ArticleRow, BlockRow, DocumentRow, DocumentRows, LoadCounts, MentionRow
from db.rejects import resolve_rejects
from db.sources import put_sources
from db.statements import delete_rows, insert_rows, reserve_ids, update_rows
from db.stored import ARTICLES, BLOCKS, DOCUMENTS, MENTIONS, Stored, stored_documents

REVISIONS = cast(Table, ArticleRevision.__table__)
READ, CONTENT = DocumentRow._fields[:6], DocumentRow._fields[6:]
"""Columns of `documents` before and after its times, in the table's order."""

LOCK = 0x6C6F6164
"""Key of the advisory lock that a batch holds on PostgreSQL ("load" in ASCII)."""

Change = tuple[Stored, DocumentRows]


@dataclass(frozen=True, slots=True)
class Keys:
    """Surrogate keys of what a batch refers to: files by path, sources by slug, entities by key."""

    collection: int
    files: dict[str, int]
    sources: dict[str, int]
    entities: dict[str, int]


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
    counts = _write(connection, collection_id, ordered, new, changes, instant_text(now))
    _come_back(connection, [old for old, _ in known if old.vanished])
    resolve_rejects(connection, collection_id, uris, now)
    return counts


def _write(
    connection: Connection,
    collection_id: int,
    given: Sequence[DocumentRows],
    new: Sequence[DocumentRows],
    changes: Sequence[Change],
    moment: str,
) -> LoadCounts:
    written = [*new, *(rows for _, rows in changes)]
    files = put_files(connection, collection_id, given)
    sources = put_sources(connection, {rows.source for rows in written if rows.source is not None})
    entities, fresh = put_entities(connection, (entity for rows in given for entity in rows.entities))
    replaced = {mention.entity for old, _ in changes for mention in old.mentions if mention.entity is not None}
    entities |= stored_entities(connection, replaced.difference(row.key for row in entities.values()))
    keys = Keys(collection_id, files, sources, {row.key: identity for identity, row in entities.items()})
    mentions = _insert(connection, new, keys, moment) + _update(connection, changes, keys, moment)
    settle_counts(connection, new, changes, sources, entities)
    changed = sum(old.document.content_hash != rows.document.content_hash for old, rows in changes)
    return LoadCounts(len(new), changed, len(changes) - changed, len(given) - len(written), mentions, fresh)


def _insert(connection: Connection, new: Sequence[DocumentRows], keys: Keys, moment: str) -> int:
    documents = reserve_ids(connection, DOCUMENTS, len(new))
    articles = reserve_ids(connection, ARTICLES, len(new))
    insert_rows(
        connection,
        DOCUMENTS,
        ("id", "collection_id", "file_id", *READ, "first_seen_at", *CONTENT),
        [
            (document, keys.collection, keys.files[rows.file.path], *rows.document[:6], moment, *rows.document[6:])
            for document, rows in zip(documents, new, strict=True)
        ],
    )
    insert_rows(
        connection,
        ARTICLES,
        ("id", "document_id", "source_id", *ArticleRow._fields, "revision"),
        [
            (article, document, _source(rows, keys), *rows.article, 1)
            for article, document, rows in zip(articles, documents, new, strict=True)
        ],
    )
    index_articles(
        connection,
        [(article, rows.article.title, rows.article.body) for article, rows in zip(articles, new, strict=True)],
    )
    _insert_blocks(connection, zip(documents, new, strict=True))
    return _insert_mentions(connection, zip(articles, new, strict=True), keys)


def _update(connection: Connection, changes: Sequence[Change], keys: Keys, moment: str) -> int:
    _keep_revisions(connection, changes, moment)
    update_rows(
        connection,
        DOCUMENTS,
        ("file_id", *READ, "changed_at", *CONTENT),
        ("id",),
        [
            (keys.files[rows.file.path], *rows.document[:6], _changed_at(old, rows, moment), *rows.document[6:],
             old.document_id)
            for old, rows in changes
        ],
    )  # fmt: skip
    update_rows(
        connection,
        ARTICLES,
        ("source_id", *ArticleRow._fields, "revision"),
        ("id",),
        [(_source(rows, keys), *rows.article, old.revision + _reads_otherwise(old, rows), old.article_id)
         for old, rows in changes],
    )  # fmt: skip
    reblocked = [(old.document_id, rows) for old, rows in changes if old.blocks != rows.blocks]
    delete_rows(connection, BLOCKS, ("document_id",), [(document,) for document, _ in reblocked])
    _insert_blocks(connection, reblocked)
    renamed = [(old.article_id, rows) for old, rows in changes if old.mentions != rows.mentions]
    delete_rows(connection, MENTIONS, ("article_id",), [(article,) for article, _ in renamed])
    return _insert_mentions(connection, renamed, keys)


def _keep_revisions(connection: Connection, changes: Sequence[Change], moment: str) -> None:
    insert_rows(
        connection,
        REVISIONS,
        ("article_id", "revision", "title", "body", "content_hash", "replaced_at"),
        [
            (old.article_id, old.revision, old.article.title, old.article.body, old.article.content_hash, moment)
            for old, rows in changes
            if _reads_otherwise(old, rows)
        ],
    )


def _insert_blocks(connection: Connection, documents: Iterable[tuple[int, DocumentRows]]) -> None:
    blocks = [(document, *block) for document, rows in documents for block in rows.blocks]
    insert_rows(connection, BLOCKS, ("document_id", *BlockRow._fields), blocks)


def _insert_mentions(connection: Connection, articles: Iterable[tuple[int, DocumentRows]], keys: Keys) -> int:
    mentions: list[tuple[Any, ...]] = [
        (article, None if mention[-1] is None else keys.entities[mention[-1]], *mention[:-1])
        for article, rows in articles
        for mention in rows.mentions
    ]
    insert_rows(connection, MENTIONS, ("article_id", "entity_id", *MentionRow._fields[:-1]), mentions)
    return len(mentions)


def _come_back(connection: Connection, returned: Sequence[Stored]) -> None:
    update_rows(connection, DOCUMENTS, ("vanished_at",), ("id",), [(None, old.document_id) for old in returned])


def _wait_for_other_writers(connection: Connection) -> None:
    """One batch at a time, or names would be counted from half of what there is. SQLite's transaction sees to it."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def _source(rows: DocumentRows, keys: Keys) -> int | None:
    return None if rows.source is None else keys.sources[rows.source]


def _changed_at(old: Stored, rows: DocumentRows, moment: str) -> str | None:
    return old.changed_at if old.document.content_hash == rows.document.content_hash else moment


def _reads_otherwise(old: Stored, rows: DocumentRows) -> bool:
    return (old.article.title, old.article.body) != (rows.article.title, rows.article.body)
