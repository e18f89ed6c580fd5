"""What the database already holds of a batch's documents, in the form in which the loader is given it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Table, func, select

from db.loading.statements import look_up
from db.models import Article, Block, Document, Entity, Mention, Role, Source, instant_text
from db.records import ArticleRow, BlockRow, DocumentRow, DocumentRows, MentionRow, RoleRow, json_text

DOCUMENTS = cast(Table, Document.__table__)
ARTICLES = cast(Table, Article.__table__)
BLOCKS = cast(Table, Block.__table__)
MENTIONS = cast(Table, Mention.__table__)

ROLES = cast(Table, Role.__table__)
IDENTITY = func.coalesce(MENTIONS.c.resolved_key, Entity.key)
"""What the document alone made of a mention, wherever it was put since."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as it stands in the tables, with its keys."""

    document_id: int
    article_id: int
    source_id: int | None
    revision: int
    changed_at: str | None
    vanished: bool
    document: DocumentRow
    article: ArticleRow
    source: str | None
    blocks: tuple[BlockRow, ...]
    mentions: tuple[MentionRow, ...]
    roles: tuple[RoleRow, ...]

    def same(self, rows: DocumentRows) -> bool:
        """Whether the tables already say all of that."""
        return (self.document, self.article, self.source, self.blocks, self.mentions, self.roles) == (
            rows.document, rows.article, rows.source, rows.blocks, rows.mentions, rows.roles)  # fmt: skip


def stored_documents(connection: Connection, collection_id: int, uris: Collection[str]) -> dict[str, Stored]:
    """Those of the documents that are there, by uri."""
    statement = (
        select(
            DOCUMENTS.c.id,
            ARTICLES.c.id,
            ARTICLES.c.source_id,
            ARTICLES.c.revision,
            DOCUMENTS.c.changed_at,
            DOCUMENTS.c.vanished_at.is_not(None),
            Source.slug,
            *(DOCUMENTS.c[name] for name in DocumentRow._fields),
            *(ARTICLES.c[name] for name in ArticleRow._fields),
        )
        .join_from(DOCUMENTS, ARTICLES, ARTICLES.c.document_id == DOCUMENTS.c.id)
        .outerjoin(Source, Source.id == ARTICLES.c.source_id)
        .where(DOCUMENTS.c.collection_id == collection_id)
    )
    found = [tuple(row) for row in look_up(connection, statement, DOCUMENTS.c.uri, uris)]
    blocks = _blocks(connection, [row[0] for row in found])
    articles = [row[1] for row in found]
    mentions, roles = _mentions(connection, articles), _roles(connection, articles)
    return {stored.document.uri: stored for stored in (_stored(row, blocks, mentions, roles) for row in found)}


Groups = Mapping[int, list[Any]]


def _stored(row: tuple[Any, ...], blocks: Groups, mentions: Groups, roles: Groups) -> Stored:
    document, article, source, revision, changed_at, vanished, slug, *rest = row
    cut = len(DocumentRow._fields)
    return Stored(
        document,
        article,
        source,
        revision,
        _plain(changed_at),
        vanished,
        DocumentRow._make(map(_plain, rest[:cut])),
        ArticleRow._make(map(_plain, rest[cut:])),
        slug,
        tuple(blocks[document]),
        tuple(mentions[article]),
        tuple(roles[article]),
    )


def _blocks(connection: Connection, documents: Collection[int]) -> Groups:
    groups: Groups = defaultdict(list)
    columns = (BLOCKS.c.document_id, *(BLOCKS.c[name] for name in BlockRow._fields))
    ordered = select(*columns).order_by(BLOCKS.c.document_id, BLOCKS.c.position)
    for document, *rest in look_up(connection, ordered, BLOCKS.c.document_id, documents):
        groups[document].append(BlockRow._make(rest))
    return groups


def _mentions(connection: Connection, articles: Collection[int]) -> Groups:
    groups: Groups = defaultdict(list)
    columns = (MENTIONS.c.article_id, *(MENTIONS.c[name] for name in MentionRow._fields[:-1]), IDENTITY)
    joined = select(*columns).outerjoin_from(MENTIONS, Entity, Entity.id == MENTIONS.c.entity_id)
    ordered = joined.order_by(*(MENTIONS.c[name] for name in ("article_id", "field", "char_start", "char_end")))
    for article, *rest in look_up(connection, ordered, MENTIONS.c.article_id, articles):
        groups[article].append(MentionRow._make(rest))
    return groups


def _roles(connection: Connection, articles: Collection[int]) -> Groups:
    groups: Groups = defaultdict(list)
    columns = (
        MENTIONS.c.article_id,
        MENTIONS.c.field,
        MENTIONS.c.char_start,
        *(ROLES.c[n] for n in RoleRow._fields[2:]),
    )
    joined = select(*columns).join_from(ROLES, MENTIONS, ROLES.c.mention_id == MENTIONS.c.id)
    ordered = joined.order_by(MENTIONS.c.article_id, MENTIONS.c.field, MENTIONS.c.char_start, ROLES.c.char_start)
    for article, *rest in look_up(connection, ordered, MENTIONS.c.article_id, articles):
        groups[article].append(RoleRow._make(rest))
    return groups


def _plain(value: Any) -> Any:
    """JSON and instants back to the text in which the loader is given them."""
    if isinstance(value, datetime):
        return instant_text(value)
    return json_text(value) if isinstance(value, (dict, list)) else value
