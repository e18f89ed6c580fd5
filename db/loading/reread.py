"""Stored documents, to be made into articles again: which ones, and what they were read from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Row, Select, Table, func, or_, select

from db.loading.statements import look_up
from db.models import Article, Block, Document, File, Source
from db.records import FileFacts, Versions

DOCUMENTS = cast(Table, Document.__table__)
BLOCKS = cast(Table, Block.__table__)
_READ = (
    "uri", "record", "content_hash", "media_type", "encoding", "encoding_basis", "fields", "substitutions", "text",
    "markup",
)  # fmt: skip


class Reread(NamedTuple):
    """A stored document: its key, its collection, the file it came from, and the columns that make it again."""

    id: int
    collection_id: int
    file: FileFacts
    row: Row[Any]


def reread(connection: Connection, documents: Collection[int]) -> list[Reread]:
    """These documents, in the order of their collections and uris."""
    columns = (DOCUMENTS.c.id, DOCUMENTS.c.collection_id, File.path, File.size, File.modified_ns)
    statement = select(*columns, *(DOCUMENTS.c[name] for name in _READ)).join_from(DOCUMENTS, File)
    found = look_up(connection, statement, DOCUMENTS.c.id, documents)
    made = [Reread(row.id, row.collection_id, FileFacts(*row[2:5]), row) for row in found]
    return sorted(made, key=lambda each: (each.collection_id, each.row.uri))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Documents for which all that is given holds.

    The article is of a `source` (a slug), or not made by these versions; its content came or changed `since` a moment.
    """

    source: str | None = None
    uri: str | None = None
    since: datetime | None = None
    not_made_by: Versions | None = None


def documents_where(connection: Connection, wanted: Wanted, *, after: int, limit: int) -> list[int]:
    """Ids past `after` of the documents that are wanted, in their order, up to `limit`."""
    past = _where(wanted).where(DOCUMENTS.c.id > after).order_by(DOCUMENTS.c.id).limit(limit)
    return list(connection.execute(past).scalars())


def how_many(connection: Connection, wanted: Wanted) -> int:
    """How many documents are wanted."""
    return connection.execute(select(func.count()).select_from(_where(wanted).subquery())).scalar_one()


def _where(wanted: Wanted) -> Select[Any]:
    statement: Select[Any] = select(DOCUMENTS.c.id).join_from(DOCUMENTS, Article)
    if wanted.source is not None:
        statement = statement.join(Source, Source.id == Article.source_id).where(Source.slug == wanted.source)
    if wanted.uri is not None:
        statement = statement.where(DOCUMENTS.c.uri == wanted.uri)
    if wanted.since is not None:
        statement = statement.where(func.coalesce(DOCUMENTS.c.changed_at, DOCUMENTS.c.first_seen_at) >= wanted.since)
    if wanted.not_made_by is not None:
        others = (column != value for column, value in _versions(wanted.not_made_by).items())
        statement = statement.where(or_(*others))
    return statement


def decided_by(connection: Connection, documents: Collection[int], rule: str) -> set[int]:
    """Those of these documents in which a rule decided a block, or would have had nobody restored it."""
    statement = select(BLOCKS.c.document_id).where(BLOCKS.c.rule.in_([rule, f"restored:{rule}"])).distinct()
    return {row.document_id for row in look_up(connection, statement, BLOCKS.c.document_id, documents)}


def _versions(versions: Versions) -> Mapping[Any, str]:
    return {
        Article.cleaner_version: versions.cleaner,
        Article.recogniser: versions.recogniser,
        Article.recogniser_version: versions.recogniser_version,
        Article.resolver_version: versions.resolver,
    }


def removing_rules(connection: Connection, document: int) -> list[str]:
    """The rules that removed something from a document, sorted."""
    statement = select(Block.rule).where(Block.document_id == document, Block.kept.is_(False), Block.role != "blank")
    return sorted(rule for rule in connection.execute(statement.distinct()).scalars() if rule is not None)


def ledger(connection: Connection, document: int) -> tuple[str, str, list[Row[Any]]]:
    """Text and body of a document, and its blocks in their order."""
    both = select(DOCUMENTS.c.text, Article.body).join_from(DOCUMENTS, Article).where(DOCUMENTS.c.id == document)
    raw, body = connection.execute(both).one()
    columns = (Block.raw_start, Block.raw_end, Block.role, Block.kept, Block.rule, Block.body_start, Block.body_end)
    statement = select(*columns).where(Block.document_id == document).order_by(Block.position)
    return raw, body, list(connection.execute(statement))
