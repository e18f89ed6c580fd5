"""Write documents with their articles, blocks and mentions: new ones, and those whose rows have changed."""

from collections.abc import Container, Iterable, Sequence
from typing import cast

from sqlalchemy import Connection, Table

from db.loading.fulltext import index_articles
from db.loading.keys import Keys
from db.loading.mentioned import Mentions
from db.loading.replaced import keep_mentions
from db.loading.statements import delete_rows, insert_columns, insert_rows, reserve_ids, update_rows
from db.loading.stored import ARTICLES, BLOCKS, DOCUMENTS, MENTIONS, ROLES, Stored
from db.loading.summaries import forget_articles, sum_articles
from db.loading.sums import sum_new
from db.models import ArticleRevision
from db.records import ArticleRow, BlockRow, DocumentRow, DocumentRows, MentionRow, RoleRow

REVISIONS = cast(Table, ArticleRevision.__table__)
READ, CONTENT = DocumentRow._fields[:6], DocumentRow._fields[6:]
"""Columns of `documents` before and after its times, in the table's order."""
PLAIN = MentionRow._fields[:-1]
"""Columns of `mentions` that a document's rows have as they are."""

Change = tuple[Stored, DocumentRows]
"""A document as it stands, and as it is to be."""


def insert_documents(
    connection: Connection,
    new: Sequence[DocumentRows],
    mentions: Mentions,
    keys: Keys,
    moment: str,
    fresh: Container[int],
) -> int:
    """Write documents that are not there yet; how many mentions that made. `fresh` are the entities just added."""
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
    _insert_mentions(connection, articles, new, mentions)
    sum_new(connection, {article: _day(rows) for article, rows in zip(articles, new, strict=True)}, mentions, fresh)
    return len(mentions.entities)


def update_documents(connection: Connection, changes: Sequence[Change], keys: Keys, moment: str) -> int:
    """Write documents anew, moving to the revisions what reads otherwise; how many mentions that made."""
    _keep_revisions(connection, changes, moment)
    keep_mentions(connection, changes, moment)
    summed = [old.article_id for old, rows in changes if _sums_otherwise(old, rows)]
    before = forget_articles(connection, summed)
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
    renamed = {old.article_id: rows for old, rows in changes
               if (old.mentions, old.roles) != (rows.mentions, rows.roles)}  # fmt: skip
    delete_rows(connection, MENTIONS, ("article_id",), [(article,) for article in renamed])
    mentions = keys.mentions_of(list(renamed.values()))
    _insert_mentions(connection, list(renamed), list(renamed.values()), mentions)
    sum_articles(connection, summed, before)
    return len(mentions.entities)


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


def _insert_mentions(
    connection: Connection, articles: Sequence[int], documents: Sequence[DocumentRows], mentions: Mentions
) -> None:
    ids = reserve_ids(connection, MENTIONS, len(mentions.entities))
    each, columns = mentions.spread(articles), {name: mentions.columns[name] for name in PLAIN}
    keys = {"id": ids, "article_id": each, "entity_id": mentions.entities}
    insert_columns(connection, MENTIONS, {**keys, **columns, "resolved_key": mentions.resolved})
    places = zip(each, columns["field"], columns["char_start"], strict=True)
    named = any(document.roles for document in documents)
    holders = dict(zip(places, zip(ids, mentions.entities, strict=True), strict=True)) if named else {}
    roles = [
        (*holders[article, role.field, role.mention_start], *role[2:])
        for article, document in zip(articles, documents, strict=True)
        for role in document.roles
    ]
    insert_rows(connection, ROLES, ("mention_id", "entity_id", *RoleRow._fields[2:]), roles)


def _day(rows: DocumentRows) -> str | None:
    published = rows.article.published_at
    return published[:10] if published else None


def _source(rows: DocumentRows, keys: Keys) -> int | None:
    return None if rows.source is None else keys.sources[rows.source]


def _changed_at(old: Stored, rows: DocumentRows, moment: str) -> str | None:
    return old.changed_at if old.document.content_hash == rows.document.content_hash else moment


def _reads_otherwise(old: Stored, rows: DocumentRows) -> bool:
    return (old.article.title, old.article.body) != (rows.article.title, rows.article.body)


def _sums_otherwise(old: Stored, rows: DocumentRows) -> bool:
    return (old.mentions, old.article.published_at) != (rows.mentions, rows.article.published_at)
