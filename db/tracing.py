"""Where a story stands in the tables: by its uri, its address on the web, or words of it."""

from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Row, Select, Table, func, or_, select, text

from db.models import Article, ArticleRevision, Block, Collection, Document, File, Reject

DOCUMENTS = cast(Table, Document.__table__)
REJECTS = cast(Table, Reject.__table__)
MOST = 10
"""Documents that are followed."""


class Place(NamedTuple):
    """A collection: its key, its name, what kind it is, and where its folder is."""

    id: int
    name: str
    kind: str
    location: str


def places(connection: Connection) -> list[Place]:
    """The collections there are."""
    columns = (Collection.id, Collection.name, Collection.kind, Collection.location)
    return [Place._make(row) for row in connection.execute(select(*columns).order_by(Collection.id))]


def documents_named_like(connection: Connection, what: str) -> list[Row[Any]]:
    """Documents whose uri, file or address is `what`; of an address, scheme and closing slash do not count."""
    bare = what.partition("://")[2].rstrip("/") if "://" in what else ""
    addresses = [f"{scheme}://{bare}{end}" for scheme in ("http", "https") for end in ("", "/")] if bare else []
    named = or_(DOCUMENTS.c.uri == what, File.path == what, Article.url.in_([*addresses, what]))
    return list(connection.execute(_documents().where(named).order_by(DOCUMENTS.c.id).limit(MOST)))


def documents_by_id(connection: Connection, ids: list[int]) -> list[Row[Any]]:
    """The documents with these keys."""
    return list(connection.execute(_documents().where(DOCUMENTS.c.id.in_(ids)).order_by(DOCUMENTS.c.id)))


def documents_with_words(connection: Connection, words: str) -> list[int]:
    """Documents in whose article all the words stand, the best first."""
    if connection.dialect.name == "sqlite":
        match = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        question = (
            "SELECT a.document_id FROM articles_fts f JOIN articles a ON a.id = f.rowid "
            "WHERE articles_fts MATCH :words ORDER BY f.rank, a.id LIMIT :most"
        )
    else:
        match = words
        question = (
            "SELECT document_id FROM articles WHERE search @@ plainto_tsquery('simple', :words) "
            "ORDER BY ts_rank(search, plainto_tsquery('simple', :words)) DESC, id LIMIT :most"
        )
    return list(connection.execute(text(question), {"words": match, "most": MOST}).scalars())


def removed_with_words(connection: Connection, words: str) -> list[Row[Any]]:
    """Blocks outside the bodies in which the words stand as written: document, role, rule, kept. Reads every text."""
    find = func.instr if connection.dialect.name == "sqlite" else func.strpos
    at = find(func.lower(DOCUMENTS.c.text), words.lower())
    statement = (
        select(DOCUMENTS.c.id, Block.role, Block.rule, Block.kept)
        .join(Block, Block.document_id == DOCUMENTS.c.id)
        .where(at > 0, Block.raw_start < at, Block.raw_end >= at)
    )
    return list(connection.execute(statement.order_by(DOCUMENTS.c.id).limit(MOST)))


def revisions_with_words(connection: Connection, words: str) -> list[Row[Any]]:
    """Earlier revisions in which the words stand as written: document, revision, when it was replaced."""
    find = func.instr if connection.dialect.name == "sqlite" else func.strpos
    told = func.lower(func.coalesce(ArticleRevision.title, "") + "\n" + ArticleRevision.body)
    columns = (Article.document_id, ArticleRevision.revision, ArticleRevision.replaced_at)
    statement = select(*columns).join_from(ArticleRevision, Article).where(find(told, words.lower()) > 0)
    return list(connection.execute(statement.order_by(ArticleRevision.id.desc()).limit(MOST)))


def rejects_of(connection: Connection, what: str) -> list[Row[Any]]:
    """Rejects of that uri or file, or of the records in that file; the latest first."""
    named = or_(REJECTS.c.uri == what, REJECTS.c.path == what)
    return list(connection.execute(select(REJECTS).where(named).order_by(REJECTS.c.last_tried_at.desc()).limit(MOST)))


def removals(connection: Connection, document: int) -> list[Row[Any]]:
    """What was removed from a document: rule, role, characters; the longest first."""
    length = func.sum(Block.raw_end - Block.raw_start)
    gone = select(Block.rule, Block.role, length).where(
        Block.document_id == document, Block.kept.is_(False), Block.role != "blank"
    )
    return list(connection.execute(gone.group_by(Block.rule, Block.role).order_by(length.desc(), Block.rule)))


def _documents() -> Select[Any]:
    return (
        select(
            DOCUMENTS.c.id,
            DOCUMENTS.c.uri,
            DOCUMENTS.c.first_seen_at,
            DOCUMENTS.c.changed_at,
            DOCUMENTS.c.vanished_at,
            func.length(DOCUMENTS.c.text).label("characters"),
            Collection.name.label("collection"),
            File.path,
            Article.title,
            Article.url,
            Article.language,
            Article.word_count,
            Article.revision,
            func.length(Article.body).label("body"),
        )
        .join_from(DOCUMENTS, Article, Article.document_id == DOCUMENTS.c.id)
        .join(File, File.id == DOCUMENTS.c.file_id)
        .join(Collection, Collection.id == DOCUMENTS.c.collection_id)
    )
