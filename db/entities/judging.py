"""What judgements and rules say together: which name is which entity, and which judgement cannot hold. No SQL here.

A name is an identity: the key that its document alone gives (`person:ann-lee`), with the country of the person's
office behind @ where the document tells one (`person:ann-lee@GB`). By itself an identity is the entity of its key;
judgements put it elsewhere, in their order, then the rules do, where no judgement speaks against it. The outcome is a
function of the sets of identities and of the list of judgements.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
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


class Tie(NamedTuple):
    """Where an identity goes that is not the entity of its key alone, and why."""

    entity_key: str
    rule: str
    score: float
    reason: str


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


@dataclass(slots=True)
class Verdict:
    """`ties` by identity, `refused` reasons by judgement id."""

    ties: dict[str, Tie] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)


def base(identity: str) -> str:
    """The key that the document gave, of an identity or of a part split off it.

    >>> base("person:ann-lee@GB"), base("person:ann-lee/mp")
    ('person:ann-lee', 'person:ann-lee')
    """
    return identity.partition("@")[0].partition("/")[0]


def judge(judgements: Sequence[Judgement], facts: Facts) -> Verdict:
    """The verdict on all identities there are."""
    return _Court(facts).sit(judgements)


@dataclass(slots=True, eq=False)
class _Cluster:
    """Identities that are one entity: that of the key `head`."""

    head: str
    members: set[str]
    judged: bool = False


class _Court:
    """The state while judgements are heard one after another."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.verdict = Verdict()
        self.edges: dict[str, tuple[str, Judgement]] = {}
        self.apart: dict[frozenset[str], Judgement] = {}
        self.alone: dict[str, Judgement] = {}
        self.nodes = set(facts.present) | {base(each) for each in facts.present}
        self.named: dict[str, Judgement] = {}

    def sit(self, judgements: Sequence[Judgement]) -> Verdict:
        """Hear the judgements, apply the rules, and say where each identity goes."""
        for one in judgements:
            if (reason := self._hear(one)) is not None:
                self.verdict.refused[one.id] = reason
        clusters = {node: _Cluster(node, {node}) for node in sorted(self.nodes)}
        for source, (target, _) in self.edges.items():
            self._join(clusters, clusters[target], clusters[source], judged=True)
        self._offices(clusters)
        self._variants(clusters)
        for node in sorted(self.nodes):
            self._tie(node, clusters[node])
        for key, one in self.named.items():
            if (head := clusters[key].head) != key:
                self.verdict.refused[one.id] = f"{key} is part of {head}"
        return self.verdict

    def _hear(self, one: Judgement) -> str | None:
        """Take a judgement in; the reason when it cannot be."""
        absent = [key for key in one.keys if key not in self.nodes and not (one.parts and key == one.other)]
        if absent:
            return f"there is no {absent[0]}"
        if one.other == one.key:
            return f"{one.key} is one with itself"
        hear = {"merge": self._merge, "split": self._split, "forbid": self._forbid, "rename": self._rename}
        return hear[one.action](one) if one.action in hear else None

    def _merge(self, one: Judgement) -> str | None:
        target = one.other or one.key
        if one.key in self.edges:
            known, earlier = self.edges[one.key]
            same = self._root(target) == self._root(one.key)
            return f"they are one already: {earlier.said}" if same else (
                f"{one.key} is part of {known} already: {earlier.said}")  # fmt: skip
        mine, theirs = self._tree(one.key), self._tree(target)
        if mine == theirs:
            return f"they are one already, with {self._root(target)}"
        for pair, earlier in self.apart.items():
            if pair & mine and pair & theirs:
                return f"{' and '.join(sorted(pair))} are kept apart: {earlier.said}"
        self.edges[one.key] = target, one
        return None

    def _forbid(self, one: Judgement) -> str | None:
        if self._root(one.key) == self._root(one.other or one.key):
            joined = next(j for key, (_, j) in self.edges.items() if key in self._tree(one.key))
            return f"they were made one: {joined.said}"
        self.apart.setdefault(frozenset(one.keys), one)
        return None

    def _split(self, one: Judgement) -> str | None:
        if one.parts:
            self.nodes.add(one.other or one.key)
            return None
        ends = {one.key} if one.other is None else {one.key, one.other}
        for key, (target, earlier) in list(self.edges.items()):
            if (target == one.key and one.other in (None, key)) or {key, target} == ends:
                self.verdict.refused[earlier.id] = f"taken back: {one.said}"
                del self.edges[key]
        if one.other is None:
            self.alone.setdefault(one.key, one)
            return None
        if self._root(one.key) == self._root(one.other):
            return f"they are one by way of {self._root(one.key)}: split that"
        self.apart.setdefault(frozenset(one.keys), one)
        return None

    def _rename(self, one: Judgement) -> str | None:
        if earlier := self.named.get(one.key):
            self.verdict.refused[earlier.id] = f"named anew: {one.said} {one.name}"
        self.named[one.key] = one
        return None

    def _root(self, key: str) -> str:
        while key in self.edges:
            key = self.edges[key][0]
        return key

    def _tree(self, key: str) -> set[str]:
        """All that judgements have made one with a key so far."""
        root = self._root(key)
        return {root, *(each for each in self.edges if self._root(each) == root)}

    def _offices(self, clusters: dict[str, _Cluster]) -> None:
        """Names with an office are whom their key means, where neither evidence nor a judgement speaks against it."""
        for node in sorted(self.nodes):
            if "@" in node and node not in self.facts.homonyms and node not in self.edges:
                whole, part = clusters[base(node)], clusters[node]
                if not self._kept_apart(whole, part):
                    self._join(clusters, whole, part)

    def _variants(self, clusters: dict[str, _Cluster]) -> None:
        """Spellings that sound alike are one: each joins the first by alphabet that it may join."""
        groups: dict[str, list[str]] = {}
        for key in sorted(self.facts.sounds):
            if key in self.nodes and key not in self.alone:
                groups.setdefault(self.facts.sounds[key], []).append(key)
        for group in groups.values():
            heads: list[str] = []
            for key in group:
                fitting = (h for h in heads if self._may_be_one(clusters[key], clusters[h]))
                if (head := next(fitting, None)) is None:
                    heads.append(key)
                else:
                    self._join(clusters, clusters[head], clusters[key])

    def _may_be_one(self, one: _Cluster, other: _Cluster) -> bool:
        mine, theirs = self._countries(one.members), self._countries(other.members)
        return not self._kept_apart(one, other) and (not mine or not theirs or bool(mine & theirs))

    def _countries(self, members: Iterable[str]) -> frozenset[str]:
        return frozenset[str]().union(*(self.facts.offices.get(each, frozenset()) for each in members))

    def _kept_apart(self, one: _Cluster, other: _Cluster) -> bool:
        return one is not other and any(pair & one.members and pair & other.members for pair in self.apart)

    def _join(self, clusters: dict[str, _Cluster], into: _Cluster, gone: _Cluster, *, judged: bool = False) -> None:
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
            clusters[each] = into

    def _tie(self, node: str, cluster: _Cluster) -> None:
        if cluster.head == (base(node) if "/" not in node else node):
            return
        if node in self.edges:
            one = self.edges[node][1]
            tie = Tie(cluster.head, "judgement", 1.0, one.said)
        elif node in self.facts.homonyms and cluster.head == node:
            tie = Tie(node, "homonym", HOMONYM, self.facts.homonyms[node])
        elif node == cluster.head:
            tie = Tie(node, "judgement", 1.0, "kept apart by a judgement")
        elif self._sound(node) is not None and self._sound(node) == self._sound(cluster.head):
            tie = Tie(cluster.head, "variant", alikeness(node, cluster.head), f"sounds like {cluster.head}")
        else:
            tie = Tie(cluster.head, "judgement", 1.0, f"one with {base(node)} by a judgement")
        self.verdict.ties[node] = tie

    def _sound(self, node: str) -> str | None:
        return self.facts.sounds.get(base(node))


HOMONYM = 0.7
"""Score of keeping two persons of one name apart by their offices."""


def alikeness(one: str, other: str) -> float:
    """How alike two spellings of one sound are, 0 to 1."""
    return round(SequenceMatcher(None, base(one), base(other), autojunk=False).ratio(), 2)


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
