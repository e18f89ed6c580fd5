"""Who and what is named: mentions in articles, and the entities they refer to."""

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from db.models.base import Base, column, reference, surrogate

MOVED = text("resolved_key IS NOT NULL")
"""Which mentions the index of resolved keys holds: most have none."""


class Entity(Base):
    """Somebody or something that mentions refer to. It is here while a mention refers to it."""

    __tablename__ = "entities"

    id: Mapped[int] = surrogate()
    key: Mapped[str] = column("Type and slug; never depends on order.", unique=True, example="person:qin-gang")
    type: Mapped[str] = column("person, organization, country, place, group, event …", index=True, example="person")
    name: Mapped[str] = column("Canonical name: given for countries, else the most used full name.", example="Qin Gang")
    country_code: Mapped[str | None] = column(
        "Country it belongs to: given for countries, else the one most of its mentions carry.",
        unit="ISO 3166-1 alpha-2", index=True, example="CN",
    )  # fmt: skip
    external_ids: Mapped[dict[str, str] | None] = column(
        "Keys in other registers.", JSON(none_as_null=True), example='{"geonames": "524901"}'
    )
    sound: Mapped[str | None] = column(
        "How a person's full name sounds: the same for its spellings in other alphabets' transliterations.",
        index=True, example="volodimir-zelenski",
    )  # fmt: skip


class EntityAlias(Base):
    """A spelling by which an entity is mentioned, how it was tied, and how often."""

    __tablename__ = "entity_aliases"
    __table_args__ = (UniqueConstraint("entity_id", "alias", "tied"), Index(None, "alias"))

    id: Mapped[int] = surrogate()
    entity_id: Mapped[int] = reference("The entity.", "entities", index=False)
    alias: Mapped[str] = column("The spelling, cut at 200 code points.", example="Qin")
    tied: Mapped[str] = column("How it was tied: full name, surname, acronym, demonym, gazetteer …", example="surname")
    mentions: Mapped[int] = column("Mentions spelt and tied so.", unit="mentions", example="5")


class EntityCountry(Base):
    """A country code that mentions of an entity carry, and how many do."""

    __tablename__ = "entity_countries"
    __table_args__ = (UniqueConstraint("entity_id", "country_code"),)

    id: Mapped[int] = surrogate()
    entity_id: Mapped[int] = reference("The entity.", "entities", index=False)
    country_code: Mapped[str] = column("The country.", unit="ISO 3166-1 alpha-2", example="CN")
    mentions: Mapped[int] = column("Mentions that carry it.", unit="mentions", example="7")


class Mention(Base):
    """A name in an article: substr(field, char_start + 1, char_end - char_start) is its text."""

    __tablename__ = "mentions"
    __table_args__ = (
        UniqueConstraint("article_id", "field", "char_start", "char_end"),
        Index(None, "resolved_key", sqlite_where=MOVED, postgresql_where=MOVED),
    )

    id: Mapped[int] = surrogate()
    article_id: Mapped[int] = reference("The article.", "articles", index=False)
    entity_id: Mapped[int | None] = reference(
        "What it refers to; null when that is not known.", "entities", on_delete="SET NULL"
    )
    field: Mapped[str] = column("Where it stands: title or body.", example="body")
    char_start: Mapped[int] = column("Where it begins in that field.", unit="code points", example="30")
    char_end: Mapped[int] = column("Where it ends, exclusive.", unit="code points", example="38")
    text: Mapped[str] = column("The name as written.", example="Qin Gang")
    label: Mapped[str] = column("What it names: person, organization, country, place, group …", example="person")
    recogniser: Mapped[str] = column("Name of the recogniser that found it.", example="spacy")
    rule: Mapped[str] = column("What in the recogniser made or mended it.", example="model+title")
    score: Mapped[float] = column("How sure that is; 1 where it is not said.", unit="0 to 1", example="0.93")
    sentence_start: Mapped[int] = column("Where its sentence begins.", unit="code points", example="0")
    sentence_end: Mapped[int] = column("Where its sentence ends, exclusive.", unit="code points", example="154")
    tied: Mapped[str | None] = column("How it was tied to the entity.", example="full name")
    role: Mapped[str | None] = column("Role as written beside the name; see roles.", example="Chinese Foreign Minister")
    country_code: Mapped[str | None] = column("Country it points to.", unit="ISO 3166-1 alpha-2", example="CN")
    lat: Mapped[float | None] = column("Latitude.", unit="degrees north, WGS 84", example="55.75")
    lon: Mapped[float | None] = column("Longitude.", unit="degrees east, WGS 84", example="37.62")
    link_score: Mapped[float | None] = column("How sure the entity is.", unit="0 to 1", example="0.97")
    place_score: Mapped[float | None] = column("How sure country and point are.", unit="0 to 1", example="0.91")
    resolved_key: Mapped[str | None] = column(
        "The key that the document alone gives, where that is not the entity's: behind @ stands the country of the "
        "person's office in the article.",
        example="person:qin-gang@CN",
    )  # fmt: skip


class Role(Base):
    """An office as the text gives it to somebody: substr(field, char_start + 1, char_end - char_start) is its text."""

    __tablename__ = "roles"
    __table_args__ = (UniqueConstraint("mention_id", "char_start"),)

    id: Mapped[int] = surrogate()
    mention_id: Mapped[int] = reference("The mention of the holder.", "mentions", index=False)
    entity_id: Mapped[int | None] = reference("The holder, as in the mention.", "entities", on_delete="SET NULL")
    char_start: Mapped[int] = column("Where it begins in the mention's field.", unit="code points", example="4")
    char_end: Mapped[int] = column("Where it ends, exclusive.", unit="code points", example="28")
    text: Mapped[str] = column("The role as written.", example="Chinese Foreign Minister")
    country_code: Mapped[str | None] = column(
        "The country that it names or belongs to.", unit="ISO 3166-1 alpha-2", example="CN"
    )
