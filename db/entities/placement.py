"""Where mentions go: from the identity that a document gives to the entity that rules and judgements made of it."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Column, Connection, Table, select

from db.entities.judgements import all_judgements
from db.entities.judging import Judgement, base
from db.loading.statements import look_up_plain
from db.models import EntityTie
from db.records import EntityRow

TIES = cast(Table, EntityTie.__table__)


@dataclass(frozen=True, slots=True)
class Placement:
    """What is in force for some identities: where each goes, which keys are split, which have a name of their own."""

    ties: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, Sequence[Judgement]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def place(self, identity: str, text: str, uri: str) -> str:
        """The key of the entity that a mention means, of that identity, spelt so, in the document of that uri."""
        for split in self.splits.get(base(identity), ()) if self.splits else ():  # asked of every mention
            if fits(split, identity, text, uri):
                part = split.other or identity
                return self.ties.get(part, part)
        return self.ties.get(identity) or (base(identity) if "@" in identity else identity)

    def places(self, identities: Collection[str]) -> dict[str, str]:
        """The keys of the entities that these identities mean, as far as they are not split."""
        ties = self.ties
        return {each: ties.get(each) or (base(each) if "@" in each else each) for each in identities}


def _named(one: Judgement) -> str:
    """The key that a judgement gives a name."""
    return one.other or one.key if one.action == "split" else one.key


def kept(identity: str | None, key: str | None) -> str | None:
    """What `mentions.resolved_key` keeps of an identity: nothing where it is the key of the entity that it went to."""
    return None if identity == key and "@" not in (identity or "") else identity


def fits(split: Judgement, identity: str, text: str, uri: str) -> bool:
    """Whether a split takes a mention: all that it asks for holds."""
    return (
        split.alias in (None, text)
        and split.uri in (None, uri)
        and (split.country_code is None or identity == f"{split.key}@{split.country_code}")
    )


def placement_of(connection: Connection, identities: Collection[str]) -> Placement:
    """What is in force for these identities, and for what judgements name. Two looks when nothing was ever judged."""
    judgements = [one for one, refused in all_judgements(connection).items() if refused is None]
    splits: dict[str, list[Judgement]] = {}
    for one in judgements:
        if one.parts:
            splits.setdefault(one.key, []).append(one)
    named = {one.other for one in judgements if one.other}
    return Placement(
        ties=dict(ties_of(connection, (TIES.c.key, TIES.c.entity_key), TIES.c.key, {*identities, *named})),
        splits=splits,
        names={_named(one): one.name for one in judgements if one.name},
    )


def ties_of(
    connection: Connection, columns: Sequence[Column[Any]], asked: Column[Any], values: Collection[str]
) -> list[tuple[Any, ...]]:
    """These columns of the ties for which `asked` has one of the values. One look where nothing was ever tied."""
    if connection.execute(select(TIES.c.key).limit(1)).first() is None:
        return []
    return look_up_plain(connection, select(*columns), asked, values)


def as_entity(key: str, register: str) -> EntityRow:
    """An entity's row from what `register` of a tie kept of it, as JSON."""
    return EntityRow(key=key, **json.loads(register))
