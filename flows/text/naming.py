"""What is known of a document beside its text, and a name on its way to becoming a mention."""

from dataclasses import dataclass

from flows.text.countries import CountryForm
from flows.text.records import Entity, HeldRole, Label

RESOLVER_VERSION = "7"
"""Raised whenever the same input would give other mentions or entities; kept with each row for provenance."""


@dataclass(frozen=True, slots=True)
class Context:
    """What helps to resolve names: the text's language, its publisher and that one's home, the place in its dateline.

    `source_country` is ISO 3166-1 alpha-2; `source_place` and `dateline_place` are names as written.
    """

    language: str | None = None
    source_name: str | None = None
    source_country: str | None = None
    source_place: str | None = None
    dateline_place: str | None = None


@dataclass(slots=True)
class Name:
    """A name at `[start, end)` of a field, filled in step by step; `field` is the field's name."""

    field: str
    start: int
    end: int
    text: str
    label: Label
    score: float
    rule: str
    form: CountryForm | None = None
    entity: Entity | None = None
    tied: str | None = None
    country_code: str | None = None
    lat: float | None = None
    lon: float | None = None
    link_score: float | None = None
    place_score: float | None = None
    roles: tuple[HeldRole, ...] = ()
