"""What a batch refers to: surrogate keys of what is there, and the entity at which each of its mentions ends."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from db.entities.placement import Placement, kept
from db.loading.mentioned import Mentioning, Mentions, columns_of

End = tuple[int | None, str | None]
"""The entity of a mention, and what `mentions.resolved_key` keeps; nulls where it has none."""

NOWHERE: End = (None, None)


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

    def mentions_of(self, documents: Sequence[Mentioning]) -> Mentions:
        """The mentions of documents, and where each ends."""
        counts, columns = [len(each.mentions) for each in documents], columns_of(documents)
        if self.placement.splits:
            ends = [self._end(mention.entity, mention.text, rows.document.uri)
                    for rows in documents for mention in rows.mentions]  # fmt: skip
        else:
            ends = list(map(self.ends.__getitem__, columns["entity"]))
        return Mentions(counts, columns, list(map(itemgetter(0), ends)), list(map(itemgetter(1), ends)))

    def _end(self, identity: str | None, text: str, uri: str) -> End:
        if identity is None:
            return NOWHERE
        key = self.placement.place(identity, text, uri)
        return self.entities[key], kept(identity, key)


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
