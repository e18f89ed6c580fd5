"""What people decided about entities, and where that and the rules put each name: kept for good, and replayed."""

from datetime import datetime

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from db.models.base import Base, column, surrogate


class EntityJudgement(Base):
    """What a person decided about entities, by their keys: replayed in this order on every later run."""

    __tablename__ = "entity_judgements"

    id: Mapped[int] = surrogate()
    action: Mapped[str] = column("merge, split, rename, forbid or keep.", example="merge")
    key: Mapped[str] = column("The entity it is about.", index=True, example="person:gang-qin")
    other: Mapped[str | None] = column("The entity it becomes part of, or is kept from.", example="person:qin-gang")
    name: Mapped[str | None] = column("The name it gets.", example="Qin Gang")
    alias: Mapped[str | None] = column("Only mentions spelt so.", example="Qin")
    uri: Mapped[str | None] = column("Only mentions in this document.", example="2023/05/story.txt")
    country_code: Mapped[str | None] = column(
        "Only mentions in articles that give the person an office of this country.",
        unit="ISO 3166-1 alpha-2", example="CN",
    )  # fmt: skip
    who: Mapped[str] = column("Who decided.", example="ann")
    why: Mapped[str] = column("Why, for those who come after.", example="the same minister, name turned round")
    decided_at: Mapped[datetime] = column("When it was decided.", unit="UTC", example="2026-11-24T13:00:00Z")
    refused: Mapped[str | None] = column(
        "Why it has no effect now; null while it is in force.", example="there is no person:gang-qin"
    )


class EntityTie(Base):
    """A name that is not the entity that its document made of it alone: a rule or a judgement put it elsewhere."""

    __tablename__ = "entity_ties"
    __table_args__ = (UniqueConstraint("key"), Index(None, "entity_key"), Index(None, "sound"))

    id: Mapped[int] = surrogate()
    key: Mapped[str] = column("The key as resolved in the document, as in mentions.", example="person:v-zelensky")
    entity_key: Mapped[str] = column("The key of the entity that it is.", example="person:v-zelenskiy")
    rule: Mapped[str] = column("variant, homonym or judgement.", example="variant")
    score: Mapped[float] = column("How sure that is.", unit="0 to 1", example="0.95")
    reason: Mapped[str] = column("Why, in words.", example="sounds like person:v-zelenskiy")
    sound: Mapped[str | None] = column("How the name sounds, as in entities.", example="volodimir-zelenski")
    register: Mapped[dict[str, object] | None] = column(
        "What a register says of the key, kept for when this is undone.", JSON(none_as_null=True),
        example='{"name": "Moscow"}',
    )  # fmt: skip


class EntityOffice(Base):
    """A country whose office articles give to the person of a key: evidence for telling homonyms apart."""

    __tablename__ = "entity_offices"
    __table_args__ = (UniqueConstraint("key", "country_code"),)

    id: Mapped[int] = surrogate()
    key: Mapped[str] = column("The person's key as resolved in the document.", example="person:qin-gang")
    country_code: Mapped[str] = column("The office's country.", unit="ISO 3166-1 alpha-2", example="CN")
    articles: Mapped[int] = column("Articles that say so.", unit="articles", example="12")
