"""What a batch refers to: surrogate keys of what is there, and the entity at which each of its mentions ends."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from db.entities.placement import Placement, kept
from db.records import DocumentRow, DocumentRows, MentionRow

End = tuple[int | None, str | None]
"""The entity of a mention, and what `mentions.resolved_key` keeps; nulls where it has none."""

NOWHERE: End = (None, None)


class Placed(NamedTuple):
    """A document to be written, and where each of its mentions ends."""

    rows: DocumentRows
    ends: Sequence[End]


class Mentioning(Protocol):
    """A document with its mentions: new, or as it stands."""

    @property
    def document(self) -> DocumentRow:
        """Its own row."""
        ...

    @property
    def mentions(self) -> Sequence[MentionRow]:
        """Its mentions."""
        ...


@dataclass(frozen=True, slots=True)
class Keys:
    """Surrogate keys of what a batch refers to: files by path, sources by slug, entities by key.

    `ends` has where each identity ends, as far as that is the same in every document.
    """

    collection: int
    files: Mapping[str, int]
    sources: Mapping[str, int] = field(default_factory=dict)
    entities: Mapping[str, int] = field(default_factory=dict)
    placement: Placement = field(default_factory=Placement)
    ends: Mapping[str | None, End] = field(default_factory=dict)

    def ends_in(self, rows: Mentioning) -> list[End]:
        """Where each mention of a document ends."""
        if not self.placement.splits:
            return [self.ends[mention.entity] for mention in rows.mentions]
        return [self._end(mention, rows.document.uri) for mention in rows.mentions]

    def _end(self, mention: MentionRow, uri: str) -> End:
        if mention.entity is None:
            return NOWHERE
        key = self.placement.place(mention.entity, mention.text, uri)
        return self.entities[key], kept(mention.entity, key)


def ends_of(identities: Collection[str], placement: Placement, entities: Mapping[str, int]) -> dict[str | None, End]:
    """Where these identities end, of which none is split."""
    places = placement.places(identities).items()
    ends: dict[str | None, End] = {each: (entities[key], kept(each, key)) for each, key in places if key in entities}
    return {None: NOWHERE, **ends}


def places_in(documents: Collection[Mentioning], identities: Collection[str], placement: Placement) -> set[str]:
    """Keys of the entities that the mentions of these documents mean, which have these identities."""
    if not placement.splits:
        return set(placement.places(identities).values())
    return {
        placement.place(mention.entity, mention.text, rows.document.uri)
        for rows in documents
        for mention in rows.mentions
        if mention.entity is not None
    }


def identities_in(documents: Collection[Mentioning]) -> set[str]:
    """The identities that the mentions of these documents have."""
    return {mention.entity for rows in documents for mention in rows.mentions if mention.entity is not None}
