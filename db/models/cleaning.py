"""The cleaning ledger: every stretch of a document, kept or removed, and the rules that decided."""

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from db.models.base import Base, column, reference, surrogate


class Block(Base):
    """A stretch of a document's text, what it is, and whether it stayed. The blocks of a document tile its text."""

    __tablename__ = "blocks"
    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        Index("ix_blocks_removed", "rule", "role", "document_id", "raw_start", "raw_end",
              sqlite_where=text("NOT kept"), postgresql_where=text("NOT kept")),
    )  # fmt: skip

    id: Mapped[int] = surrogate()
    document_id: Mapped[int] = reference("The document.", "documents", index=False)
    position: Mapped[int] = column("Place among the document's blocks, from 0.", example="0")
    raw_start: Mapped[int] = column("Where it begins in documents.text.", unit="code points", example="0")
    raw_end: Mapped[int] = column("Where it ends, exclusive.", unit="code points", example="92")
    role: Mapped[str] = column("What it is: title, body, notice, navigation …", example="body")
    kept: Mapped[bool] = column("Whether it stayed in the article.", example="1")
    rule: Mapped[str | None] = column("The rule that decided; null when none had to.", index=True, example="notice")
    score: Mapped[float | None] = column("How sure the rule was.", unit="0 to 1", example="0.97")
    body_start: Mapped[int | None] = column(
        "Where its text begins in articles.body; null when it is not there.", unit="code points", example="0"
    )
    body_end: Mapped[int | None] = column("Where it ends there, exclusive.", unit="code points", example="512")


class CleaningRule(Base):
    """A rule that keeps or removes blocks, and in how many documents it decided something."""

    __tablename__ = "cleaning_rules"

    id: Mapped[int] = surrogate()
    name: Mapped[str] = column("The rule's name, as in blocks.rule.", unique=True, example="comment-notice")
    kind: Mapped[str] = column("pattern, structure, repeat or learned; unstated until told.", example="pattern")
    source_id: Mapped[int | None] = reference("The only source it applies to; null for all.", "sources")
    version: Mapped[str] = column("Version of the rule.", example="1")
    documents: Mapped[int] = column("Documents in which it decided a block.", unit="documents", example="41")
