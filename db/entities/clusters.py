"""Which identities are one entity: judgements say so first, then two rules, where no judgement speaks against it."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.entities.hearing import Hearing
from db.entities.judging import Facts, base


@dataclass(slots=True, eq=False)
class Cluster:
    """Identities that are one entity: that of the key `head`."""

    head: str
    members: set[str]
    judged: bool = False


class Clusters:
    """The cluster `of` each identity, a function of the facts and of what was heard, whatever their order."""

    def __init__(self, facts: Facts, heard: Hearing) -> None:
        self.facts, self.heard = facts, heard
        self.of = {node: Cluster(node, {node}) for node in sorted(heard.nodes)}
        for source, (target, _) in heard.edges.items():
            self._join(self.of[target], self.of[source], judged=True)
        self._offices()
        self._variants()

    def _offices(self) -> None:
        """Names with an office are whom their key means, where neither evidence nor a judgement speaks against it."""
        for node in sorted(self.heard.nodes):
            if "@" in node and node not in self.facts.homonyms and node not in self.heard.edges:
                whole, part = self.of[base(node)], self.of[node]
                if not self._kept_apart(whole, part):
                    self._join(whole, part)

    def _variants(self) -> None:
        """Spellings that sound alike are one: each joins the first by alphabet that it may join."""
        groups: dict[str, list[str]] = {}
        for key in sorted(self.facts.sounds):
            if key in self.heard.nodes and key not in self.heard.alone:
                groups.setdefault(self.facts.sounds[key], []).append(key)
        for group in groups.values():
            heads: list[str] = []
            for key in group:
                fitting = (h for h in heads if self._may_be_one(self.of[key], self.of[h]))
                if (head := next(fitting, None)) is None:
                    heads.append(key)
                else:
                    self._join(self.of[head], self.of[key])

    def _may_be_one(self, one: Cluster, other: Cluster) -> bool:
        mine, theirs = self._countries(one.members), self._countries(other.members)
        return not self._kept_apart(one, other) and (not mine or not theirs or bool(mine & theirs))

    def _countries(self, members: Iterable[str]) -> frozenset[str]:
        return frozenset[str]().union(*(self.facts.offices.get(each, frozenset()) for each in members))

    def _kept_apart(self, one: Cluster, other: Cluster) -> bool:
        return one is not other and any(pair & one.members and pair & other.members for pair in self.heard.apart)

    def _join(self, into: Cluster, gone: Cluster, *, judged: bool = False) -> None:
        """One cluster becomes part of another, whose head is the one a judgement chose, else the first by alphabet."""
        if into is gone:
            return
        if not judged and gone.judged != into.judged:
            head = gone.head if gone.judged else into.head
        else:
            head = into.head if judged or base(gone.head) == into.head else min(into.head, gone.head)
        into.head, into.judged = head, into.judged or gone.judged or judged
        into.members |= gone.members
        for each in gone.members:
            self.of[each] = into
