"""The records that travel from a file to the tables: frozen, slotted, and free of any behaviour with side effects.

Every offset here is half-open and counts Unicode code points.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Role = Literal[
    "title", "subtitle", "byline", "dateline", "timestamp", "body", "subheading", "quotation", "list", "table",
    "caption", "credit", "correction", "notice", "comment", "related", "share", "subscription", "advertisement",
    "consent", "paywall", "copyright", "navigation", "author-bio", "tags", "blank", "other",
]  # fmt: skip
"""What a block of text is on its page."""

BODY_ROLES: frozenset[str] = frozenset(
    {"body", "subheading", "quotation", "list", "table", "caption", "credit", "correction", "dateline"}
)
"""Roles whose kept blocks make up the body, in their order; a kept title, subtitle or byline goes to its own field."""

Label = Literal["person", "organization", "country", "place", "group", "event", "work", "product", "law"]
"""What a mention names. `place` is a city, region, river or building; `group` a demonym, religion or party's people."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was read, before any decision about it.

    `content` is the text exactly as decoded, or the markup when `media_type` is `text/html`. `fields` holds what a
    container (a JSON or CSV record) said beside the text, under dateline's own names: title, subtitle, url, published,
    byline, section, source, language, id; what has no such name keeps its own.
    """

    uri: str
    content: str
    content_hash: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    encoding_basis: str = "utf-8"
    record: int | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_page(self) -> bool:
        """Whether `content` is markup."""
        return self.media_type == "text/html"


class Block(NamedTuple):
    """A stretch `[raw_start, raw_end)` of the document's text, what it is, and whether it stayed.

    `rule` names what decided; it is always set when `kept` is false. `body_start` and `body_end` say where the
    normalised text of the block stands in the body, and are null for a block that is not in it. A named tuple, since
    cleaning makes some twenty a text and a frozen dataclass takes four times as long to make.
    """

    raw_start: int
    raw_end: int
    role: Role
    kept: bool
    rule: str | None = None
    score: float | None = None
    body_start: int | None = None
    body_end: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher, and `basis`: how it was recognised (a rule's name, `field:source`, `og:site_name` ...)."""

    slug: str
    name: str
    basis: str
    home_url: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A name found by a recogniser: `[start, end)` of the text it was given, what it is, and how sure that is.

    `score` is a probability where the recogniser has one, else 1.0; `rule` says what in the recogniser made or mended
    it (`model`, `model+possessive`, `gazetteer:country` ...).
    """

    start: int
    end: int
    label: Label
    score: float = 1.0
    rule: str = "model"


@dataclass(frozen=True, slots=True)
class Entity:
    """What a mention refers to. `key` is `type:slug` (`person:qin-gang`, `country:CN`) and never depends on order."""

    key: str
    type: Label
    name: str
    country_code: str | None = None
    external_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role as written beside a person's name, at `[char_start, char_end)` of the same field, and its country."""

    char_start: int
    char_end: int
    text: str
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in `field` (`title` or `body`) of an article at `[char_start, char_end)`, whose text is `text` exactly.

    `tied` says how it was tied to `entity`: full name, surname, acronym, demonym, adjective, gazetteer ...; `role` is
    the first of `roles`, as written beside the name ("Chinese Foreign Minister"). The sentence range lies in the same
    field. `link_score` says how sure the entity is, `place_score` how sure country and point are, from 0 to 1.
    """

    field: str
    char_start: int
    char_end: int
    text: str
    label: Label
    recogniser: str
    rule: str
    score: float
    sentence_start: int
    sentence_end: int
    entity: Entity | None = None
    tied: str | None = None
    role: str | None = None
    country_code: str | None = None
    lat: float | None = None
    lon: float | None = None
    link_score: float | None = None
    place_score: float | None = None
    roles: tuple[HeldRole, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A document after cleaning: `blocks` tile `text`, and `body` is rebuilt from the kept ones.

    `published_at` is ISO 8601 in UTC, or a bare date; `published_precision` is year, month, day, minute or second;
    `bases` says for each other field where it was read. `repairs` counts what normalisation mended, by its name.
    """

    document: Document
    text: str
    blocks: tuple[Block, ...]
    body: str
    title: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None
    language_confidence: float | None = None
    published_at: str | None = None
    published_precision: str | None = None
    published_basis: str | None = None
    modified_at: str | None = None
    source: Source | None = None
    bases: Mapping[str, str] = field(default_factory=dict)
    repairs: Mapping[str, int] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()

    @property
    def word_count(self) -> int:
        """Words of the body, parted by white space."""
        return len(self.body.split())

    @property
    def content_hash(self) -> str:
        """SHA-256 of title and body: equal for two articles that read the same."""
        return hashlib.sha256(f"{self.title or ''}\0{self.body}".encode("utf-8", "surrogatepass")).hexdigest()
