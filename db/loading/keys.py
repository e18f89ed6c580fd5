"""What a batch refers to: surrogate keys of what is there, and the entity at which each of its mentions ends."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from db.entities.placement import Placement, kept
from db.loading.mentioned import Mentioning, Mentions, columns_of, identities_in


@dataclass(frozen=True, slots=True)
class Keys:
    """Surrogate keys of what a batch refers to: files by path, sources by slug, entities by key.

    Where no identity is split, `ends` has the entity at which each ends, and `resolved` those that
    `mentions.resolved_key` keeps beside it.
    """

    collection: int
    files: Mapping[str, int]
    sources: Mapping[str, int] = field(default_factory=dict)
    entities: Mapping[str, int] = field(default_factory=dict)
    placement: Placement = field(default_factory=Placement)
    ends: Mapping[str | None, int | None] = field(default_factory=dict)
    resolved: Mapping[str, str] = field(default_factory=dict)

    def mentions_of(self, documents: Sequence[Mentioning]) -> Mentions:
        """The mentions of documents, and where each ends."""
        counts, columns = [len(each.mentions) for each in documents], columns_of(documents)
        identities = columns["entity"]
        if not self.placement.splits:
            entities = list(map(self.ends.__getitem__, identities))
            return Mentions(counts, columns, entities, list(map(self.resolved.get, identities)))
        place = self.placement.place
        keys = [each.entity and place(each.entity, each.text, rows.document.uri)
                for rows in documents for each in rows.mentions]  # fmt: skip
        entities = [None if key is None else self.entities[key] for key in keys]
        return Mentions(counts, columns, entities, list(map(kept, identities, keys)))


def ends_of(
    places: Mapping[str, str], entities: Mapping[str, int]
) -> tuple[dict[str | None, int | None], dict[str, str]]:
    """`ends` and `resolved` of identities that are not split, from the keys of the entities that they mean."""
    ends: dict[str | None, int | None] = dict(zip(places, map(entities.__getitem__, places.values()), strict=True))
    return {**ends, None: None}, {each: each for each, key in places.items() if kept(each, key)}


def places_in(documents: Collection[Mentioning], places: Mapping[str, str], placement: Placement) -> set[str]:
    """Keys of the entities that the mentions of these documents mean; `places` has those of identities not split."""
    if not placement.splits:
        return set(map(places.__getitem__, identities_in(documents)))
    return {
        placement.place(mention.entity, mention.text, rows.document.uri)
        for rows in documents
        for mention in rows.mentions
        if mention.entity is not None
    }
