"""Write documents with their articles, blocks and mentions: new ones, and those whose rows have changed."""

from collections.abc import Container, Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Table

from db.loading.fulltext import index_articles
from db.loading.keys import Keys, Placed
from db.loading.replaced import keep_mentions
from db.loading.statements import delete_rows, insert_rows, reserve_ids, update_rows
from db.loading.stored import ARTICLES, BLOCKS, DOCUMENTS, MENTIONS, ROLES, Stored
from db.loading.summaries import forget_articles, sum_articles
from db.loading.sums import Named, sum_new
from db.models import ArticleRevision
from db.records import ArticleRow, BlockRow, DocumentRow, DocumentRows, MentionRow, RoleRow

REVISIONS = cast(Table, ArticleRevision.__table__)
READ, CONTENT = DocumentRow._fields[:6], DocumentRow._fields[6:]
"""Columns of `documents` before and after its times, in the table's order."""

Change = tuple[Stored, DocumentRows]
"""A document as it stands, and as it is to be."""


def insert_documents(
    connection: Connection, new: Sequence[Placed], keys: Keys, moment: str, fresh: Container[int]
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
            for document, (rows, _) in zip(documents, new, strict=True)
        ],
    )
    insert_rows(
        connection,
        ARTICLES,
        ("id", "document_id", "source_id", *ArticleRow._fields, "revision"),
        [
            (article, document, _source(rows, keys), *rows.article, 1)
            for article, document, (rows, _) in zip(articles, documents, new, strict=True)
        ],
    )
    index_articles(
        connection,
        [(article, rows.article.title, rows.article.body) for article, (rows, _) in zip(articles, new, strict=True)],
    )
    _insert_blocks(connection, ((document, rows) for document, (rows, _) in zip(documents, new, strict=True)))
    mentions = _insert_mentions(connection, list(zip(articles, new, strict=True)))
    sum_new(connection, [_named(article, placed) for article, placed in zip(articles, new, strict=True)], fresh)
    return mentions


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
    renamed = [(old.article_id, Placed(rows, keys.ends_in(rows))) for old, rows in changes
               if (old.mentions, old.roles) != (rows.mentions, rows.roles)]  # fmt: skip
    delete_rows(connection, MENTIONS, ("article_id",), [(article,) for article, _ in renamed])
    mentions = _insert_mentions(connection, renamed)
    sum_articles(connection, summed, before)
    return mentions


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


def _insert_mentions(connection: Connection, articles: Sequence[tuple[int, Placed]]) -> int:
    ids = iter(reserve_ids(connection, MENTIONS, sum(len(placed.ends) for _, placed in articles)))
    mentions: list[tuple[Any, ...]] = [
        (identity, article, entity, *mention[:-1], resolved)
        for article, (rows, ends) in articles
        for mention, (entity, resolved), identity in zip(rows.mentions, ends, ids)  # noqa: B905
    ]
    insert_rows(
        connection, MENTIONS, ("id", "article_id", "entity_id", *MentionRow._fields[:-1], "resolved_key"), mentions
    )
    held = {article for article, placed in articles if placed.rows.roles}
    holders = {(m[1], m[3], m[4]): (m[0], m[2]) for m in mentions if m[1] in held} if held else {}
    roles = [
        (*holders[article, role.field, role.mention_start], *role[2:])
        for article, placed in articles
        for role in placed.rows.roles
    ]
    insert_rows(connection, ROLES, ("mention_id", "entity_id", *RoleRow._fields[2:]), roles)
    return len(mentions)


def _named(article: int, placed: Placed) -> Named:
    published = placed.rows.article.published_at
    day = published[:10] if published else None
    return Named(article, day, placed.rows.mentions, [entity for entity, _ in placed.ends])


def _source(rows: DocumentRows, keys: Keys) -> int | None:
    return None if rows.source is None else keys.sources[rows.source]


def _changed_at(old: Stored, rows: DocumentRows, moment: str) -> str | None:
    return old.changed_at if old.document.content_hash == rows.document.content_hash else moment


def _reads_otherwise(old: Stored, rows: DocumentRows) -> bool:
    return (old.article.title, old.article.body) != (rows.article.title, rows.article.body)


def _sums_otherwise(old: Stored, rows: DocumentRows) -> bool:
    return (old.mentions, old.article.published_at) != (rows.mentions, rows.article.published_at)
