"""What the loader takes: one document's rows for every table, frozen. Offsets are half-open code points.

Field names are column names. JSON columns are given as their text, instants as ISO 8601 in UTC, and no string may hold
a NUL character or a lone surrogate (see `db.loading.storable`).
"""

import json
from dataclasses import dataclass
from typing import Any, NamedTuple


def json_text(value: Any) -> str:
    """A value as JSON in the one form that the loader compares: ASCII, keys sorted, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


class FileFacts(NamedTuple):
    """A file as the walk found it: path relative to the collection's folder, bytes, nanoseconds."""

    path: str
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions of what makes rows; they go with every article, so that stale ones can be found."""

    cleaner: str
    recogniser: str
    recogniser_version: str
    resolver: str


class DocumentRow(NamedTuple):
    """A row of `documents`, without its keys and times."""

    uri: str
    record: int | None
    content_hash: str
    media_type: str
    encoding: str
    encoding_basis: str
    fields: str | None
    substitutions: str | None
    text: str
    markup: bytes | None


class ArticleRow(NamedTuple):
    """A row of `articles`, without its keys and revision."""

    title: str | None
    subtitle: str | None
    byline: str | None
    section: str | None
    url: str | None
    language: str | None
    language_confidence: float | None
    published_at: str | None
    published_precision: str | None
    published_basis: str | None
    modified_at: str | None
    word_count: int
    content_hash: str
    source_name: str | None
    source_home_url: str | None
    source_basis: str | None
    bases: str
    repairs: str
    cleaner_version: str
    recogniser: str
    recogniser_version: str
    resolver_version: str
    body: str


class BlockRow(NamedTuple):
    """A row of `blocks`, without its document."""

    position: int
    raw_start: int
    raw_end: int
    role: str
    kept: bool
    rule: str | None
    score: float | None
    body_start: int | None
    body_end: int | None


class MentionRow(NamedTuple):
    """A row of `mentions`, without its article.

    `entity` is the identity that the document alone gives: an entity's key, for a person with the country of its office
    in this document behind @ (see `db.entities.judging`).
    """

    field: str
    char_start: int
    char_end: int
    text: str
    label: str
    recogniser: str
    rule: str
    score: float
    sentence_start: int
    sentence_end: int
    tied: str | None
    role: str | None
    country_code: str | None
    lat: float | None
    lon: float | None
    link_score: float | None
    place_score: float | None
    entity: str | None


class KeptMention(NamedTuple):
    """As much of a mention as is kept when it is replaced, and as two states of an article are compared by."""

    field: str
    char_start: int
    char_end: int
    text: str
    label: str
    entity: str | None

    @classmethod
    def of(cls, mention: MentionRow) -> "KeptMention":
        """Of a whole mention."""
        return cls._make((*mention[:5], mention.entity))


class RoleRow(NamedTuple):
    """A row of `roles`, without its holder's entity: field and first offset of the holder's mention, then the role."""

    field: str
    mention_start: int
    char_start: int
    char_end: int
    text: str
    country_code: str | None


class EntityRow(NamedTuple):
    """A row of `entities`. Name, country and ids are kept as given where they are fixed, else counted from mentions."""

    key: str
    type: str
    name: str
    country_code: str | None
    external_ids: str | None
    sound: str | None = None

    @property
    def fixed(self) -> bool:
        """Whether name and country are a matter of the key: countries, and what stands in a register."""
        return self.type == "country" or self.external_ids is not None


class CandidateRow(NamedTuple):
    """A candidate of a document, without its keys; see `notice_candidates`."""

    place: str
    fingerprint: str
    title_hash: str
    lead_hash: str
    sure: bool
    raw_start: int
    raw_end: int
    applied: bool


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """Everything one document puts into the tables; mentions and roles sorted by field, start and end."""

    file: FileFacts
    document: DocumentRow
    article: ArticleRow
    source: str | None
    blocks: tuple[BlockRow, ...]
    mentions: tuple[MentionRow, ...]
    entities: tuple[EntityRow, ...]
    roles: tuple[RoleRow, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What a batch did. Documents: new + changed + reannotated + unchanged; rows written; entities that were new.

    `changed` had other content, `reannotated` the same content but other rows.
    """

    new: int = 0
    changed: int = 0
    reannotated: int = 0
    unchanged: int = 0
    mentions: int = 0
    entities: int = 0

    @property
    def articles(self) -> int:
        """Articles written."""
        return self.new + self.changed + self.reannotated
