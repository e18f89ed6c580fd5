"""What readers read: articles, what they replaced, and who published them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from db.models.base import Base, column, reference, surrogate


class Source(Base):
    """A publisher. Name, address and basis are those that most of its articles give."""

    __tablename__ = "sources"

    id: Mapped[int] = surrogate()
    slug: Mapped[str] = column("The publisher's key.", unique=True, example="cnews-live")
    name: Mapped[str] = column("The publisher's name.", example="Cnews Live")
    home_url: Mapped[str | None] = column("The publisher's home page.", example="https://www.cnewslive.com/")
    basis: Mapped[str] = column("How it was recognised.", example="notice")


class SourceFact(Base):
    """What the articles of a source say about it, counted, so that what the source is called never depends on order."""

    __tablename__ = "source_facts"
    __table_args__ = (UniqueConstraint("source_id", "fact", "value"),)

    id: Mapped[int] = surrogate()
    source_id: Mapped[int] = reference("The source.", "sources", index=False)
    fact: Mapped[str] = column("What is said: name, home_url or basis.", example="name")
    value: Mapped[str] = column("What it is said to be.", example="Cnews Live")
    articles: Mapped[int] = column("Articles that say so.", unit="articles", example="12")


class Article(Base):
    """A document after cleaning, in its newest revision. There is one article a document."""

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("document_id"),
        Index("ix_articles_by_source", "source_id", "published_at", "word_count", "language"),
        Index("ix_articles_versions", "cleaner_version", "recogniser", "recogniser_version", "resolver_version"),
    )

    id: Mapped[int] = surrogate()
    document_id: Mapped[int] = reference("The document it was read from.", "documents", index=False)
    source_id: Mapped[int | None] = reference(
        "The publisher; null when it is not known.", "sources", index=False, on_delete="SET NULL"
    )
    title: Mapped[str | None] = column("Headline.", example="Chinese foreign minister assures …")
    subtitle: Mapped[str | None] = column("Standfirst or deck.", example="Talks on the sidelines in Goa")
    byline: Mapped[str | None] = column("Who wrote it, as written.", example="By A. Writer")
    section: Mapped[str | None] = column("Section of the publication.", example="World")
    url: Mapped[str | None] = column("Address of the page.", example="https://example.org/story")
    language: Mapped[str | None] = column("Language of the body.", unit="ISO 639-1", example="en")
    language_confidence: Mapped[float | None] = column("How sure the language is.", unit="0 to 1", example="0.99")
    published_at: Mapped[datetime | None] = column(
        "When it was published, as far as the text tells; never guessed. See published_precision.", index=True,
        unit="UTC", example="2023-05-05T00:00:00Z",
    )  # fmt: skip
    published_precision: Mapped[str | None] = column(
        "How exact published_at is: year, month, day, minute or second.", example="day"
    )
    published_basis: Mapped[str | None] = column("Where published_at was read.", example="byline line")
    modified_at: Mapped[datetime | None] = column(
        "When it was last modified by its publisher.", unit="UTC", example="2023-05-06T08:00:00Z"
    )
    word_count: Mapped[int] = column("Words of the body, parted by white space.", unit="words", example="412")
    content_hash: Mapped[str] = column("SHA-256 of title and body.", unit="hexadecimal", example="9f86d081884c7d65…")
    source_name: Mapped[str | None] = column("The publisher's name as this article gives it.", example="Cnews Live")
    source_home_url: Mapped[str | None] = column(
        "The publisher's home page as this article gives it.", example="https://www.cnewslive.com/"
    )
    source_basis: Mapped[str | None] = column("How the publisher was recognised in this article.", example="notice")
    bases: Mapped[dict[str, str]] = column("Where each other field was read.", JSON, example='{"title": "first line"}')
    repairs: Mapped[dict[str, int]] = column("What normalisation mended, and how often.", JSON, example='{"nbsp": 3}')
    cleaner_version: Mapped[str] = column("Version of the cleaning rules.", example="1")
    recogniser: Mapped[str] = column("Name of the recogniser.", example="spacy")
    recogniser_version: Mapped[str] = column("Version of the recogniser and its model.", example="en_core_web_sm 3.8.0")
    resolver_version: Mapped[str] = column("Version of what ties mentions to entities.", example="1")
    body: Mapped[str] = column("The text of the article, cleaned.", unit="code points", example="The Chinese Foreign …")
    revision: Mapped[int] = column("1 for what was first loaded, then one more each change.", example="1")


class ArticleRevision(Base):
    """What an article was before it changed."""

    __tablename__ = "article_revisions"
    __table_args__ = (UniqueConstraint("article_id", "revision"),)

    id: Mapped[int] = surrogate()
    article_id: Mapped[int] = reference("The article.", "articles", index=False)
    revision: Mapped[int] = column("Its number; the newest stands in articles.", example="1")
    title: Mapped[str | None] = column("Headline then.", example="Minister assures …")
    body: Mapped[str] = column("Text then.", unit="code points", example="The Chinese Foreign …")
    content_hash: Mapped[str] = column("SHA-256 of title and body then.", unit="hexadecimal", example="9f86d081…")
    replaced_at: Mapped[datetime] = column("When it was replaced.", unit="UTC", example="2026-11-24T13:00:00Z")


class MentionRevision(Base):
    """What changed in the mentions of an article when they or its text became otherwise, so that it can be undone."""

    __tablename__ = "mention_revisions"
    __table_args__ = (Index(None, "article_id", "run_id"),)

    id: Mapped[int] = surrogate()
    article_id: Mapped[int] = reference("The article.", "articles", index=False)
    run_id: Mapped[int] = column(
        "The latest run when they were replaced, as a rule the one that did it; it may be pruned.", BigInteger,
        index=True, example="7",
    )  # fmt: skip
    revision: Mapped[int] = column("The revision that the article was before.", example="1")
    mentions: Mapped[dict[str, Any]] = column(
        "lost: each mention that stood only before: field, char_start, char_end, text, label, and the entity's key as "
        "the document alone gives it. gained: field, char_start, char_end of each that stands only after.", JSON,
        example='{"gained": [], "lost": [["body", 30, 38, "Qin Gang", "person", "person:qin-gang"]]}',
    )  # fmt: skip
    replaced_at: Mapped[datetime] = column("When they were replaced.", unit="UTC", example="2026-11-24T13:00:00Z")
