"""What is weighed about names across documents: what documents say of them, and what people judged. No SQL here.

A name is an identity: the key that its document alone gives (`person:ann-lee`), with the country of the person's
office behind @ where the document tells one (`person:ann-lee@GB`). By itself an identity is the entity of its key;
judgements put it elsewhere, in their order, then the rules do, where no judgement speaks against it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

ACTIONS = ("merge", "split", "rename", "forbid", "keep")


class Judgement(NamedTuple):
    """A row of `entity_judgements`, without its verdict; `decided_at` is ISO 8601 in UTC."""

    id: int
    action: str
    key: str
    other: str | None
    name: str | None
    alias: str | None
    uri: str | None
    country_code: str | None
    who: str
    why: str
    decided_at: str

    @property
    def parts(self) -> bool:
        """Whether this is a split of one key's mentions by what holds for them."""
        return self.action == "split" and bool(self.alias or self.uri or self.country_code)

    @property
    def said(self) -> str:
        """What it says, short: the same in every database, as numbers of rows are not."""
        return f"{self.action} {' '.join(self.keys)}"

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that it names."""
        return (self.key,) if self.other is None else (self.key, self.other)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the documents say: identities that are mentioned, how keys sound, and offices that speak for a homonym.

    `offices` has, by key, the countries of its offices; `homonyms` the identities that are somebody else than most of
    their key, with the reason.
    """

    present: frozenset[str]
    sounds: Mapping[str, str] = field(default_factory=dict)
    offices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    homonyms: Mapping[str, str] = field(default_factory=dict)


def base(identity: str) -> str:
    """The key that the document gave, of an identity or of a part split off it.

    >>> base("person:ann-lee@GB"), base("person:ann-lee/mp")
    ('person:ann-lee', 'person:ann-lee')
    """
    return identity if "@" not in identity and "/" not in identity else identity.partition("@")[0].partition("/")[0]


def scope(keys: Collection[str], judgements: Iterable[Judgement]) -> set[str]:
    """The keys, with all those that judgements tie to them or keep from them, however far."""
    near: dict[str, set[str]] = {}
    for one in judgements:
        bases = {base(key) for key in one.keys}
        for key in bases:
            near.setdefault(key, set()).update(bases)
    found, todo = set(keys), list(keys)
    while todo:
        for key in near.get(todo.pop(), set()) - found:
            found.add(key)
            todo.append(key)
    return found
