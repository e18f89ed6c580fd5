"""What the corpus and people decide over the rules: learned notices, vetoes against them, text put back."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.models.base import Base, column, reference


class NoticeCandidate(Base):
    """A block near the head or tail of an article that would be a notice if enough stories of its source had it too.

    What speaks for keeping a block (a quotation, names, figures) was asked before: such blocks are not here.
    """

    __tablename__ = "notice_candidates"
    __table_args__ = (Index("ix_notice_candidates_document_id", "document_id"), {"sqlite_with_rowid": False})

    source_id: Mapped[int] = reference("The publisher.", "sources", index=False, primary_key=True)
    place: Mapped[str] = column("Where it stands: head or tail.", primary_key=True, example="tail")
    fingerprint: Mapped[str] = column(
        "Hash of its text without case, white space, digits and dates.", primary_key=True, example="9f86d081884c"
    )
    document_id: Mapped[int] = reference("The document.", "documents", index=False, primary_key=True)
    title_hash: Mapped[str] = column("Tells stories apart by their title.", example="60303ae22b99")
    lead_hash: Mapped[str] = column("Tells stories apart by their longest other paragraph.", example="fd61a03af4f7")
    sure: Mapped[bool] = column("Whether it reads like a notice, so that fewer stories will do.", example="1")
    raw_start: Mapped[int] = column("Where it begins in documents.text.", unit="code points", example="3010")
    raw_end: Mapped[int] = column("Where it ends there, exclusive.", unit="code points", example="3160")
    applied: Mapped[bool] = column("Whether the article was cleaned with it as a learned notice.", example="1")


class LearnedNotice(Base):
    """A candidate that stands in enough different stories of its source: those articles are cleaned of it."""

    __tablename__ = "learned_notices"

    source_id: Mapped[int] = reference("The publisher.", "sources", index=False, primary_key=True)
    place: Mapped[str] = column("Where it stands: head or tail.", primary_key=True, example="tail")
    fingerprint: Mapped[str] = column(
        "As in notice_candidates; the rule in blocks is `learned:` and this.", primary_key=True, example="9f86d081884c"
    )
    stories: Mapped[int] = column("Different stories that have it; copies count once.", unit="stories", example="41")


class NoticeVeto(Base):
    """A learned notice that somebody refused: it is content wherever it stands, whatever is learned later."""

    __tablename__ = "notice_vetoes"

    fingerprint: Mapped[str] = column("The notice's fingerprint.", primary_key=True, example="9f86d081884c")
    why: Mapped[str] = column("Why; empty when it was not said.", example="a motto that belongs to the column")
    decided_at: Mapped[datetime] = column("When.", unit="UTC", example="2026-11-23T13:00:00Z")


class Restoration(Base):
    """Removed text that somebody put back into one article, for good."""

    __tablename__ = "restorations"

    document_id: Mapped[int] = reference("The document.", "documents", index=False, primary_key=True)
    rule: Mapped[str] = column(
        "The rule whose removals are undone; * for every rule.", primary_key=True, example="comments-not-ours"
    )
    decided_at: Mapped[datetime] = column("When.", unit="UTC", example="2026-11-23T13:00:00Z")


class SourceToReview(Base):
    """A source whose candidates changed and whose notices have not been settled since. Empty between runs."""

    __tablename__ = "sources_to_review"

    source_id: Mapped[int] = reference("The publisher.", "sources", index=False, primary_key=True)
