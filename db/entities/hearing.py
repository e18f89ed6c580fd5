"""Judgements heard one after another: what they make one, keep apart and name, and which cannot be followed."""

from collections.abc import Iterable, Sequence

from db.entities.judging import Judgement


class Hearing:
    """What judgements come to, in their order, on the identities there are.

    `edges` lead from a key to the one that it was merged into, `apart` are the pairs that are not to be one, `alone`
    the keys that no rule may join, `named` those with a name of their own; `refused` has the reasons by judgement id.
    """

    def __init__(self, nodes: Iterable[str], judgements: Sequence[Judgement]) -> None:
        self.nodes = set(nodes)
        self.edges: dict[str, tuple[str, Judgement]] = {}
        self.apart: dict[frozenset[str], Judgement] = {}
        self.alone: dict[str, Judgement] = {}
        self.named: dict[str, Judgement] = {}
        self.refused: dict[int, str] = {}
        for one in judgements:
            if (reason := self._hear(one)) is not None:
                self.refused[one.id] = reason

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
        roots = {self._root(one.key), self._root(target)}
        if len(roots) == 1:
            return f"they are one already, with {self._root(target)}"
        for pair, earlier in self.apart.items():
            if {self._root(key) for key in pair} == roots:
                return f"{' and '.join(sorted(pair))} are kept apart: {earlier.said}"
        self.edges[one.key] = target, one
        return None

    def _forbid(self, one: Judgement) -> str | None:
        if (root := self._root(one.key)) == self._root(one.other or one.key):
            joined = next(earlier for key, (_, earlier) in self.edges.items() if self._root(key) == root)
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
                self.refused[earlier.id] = f"taken back: {one.said}"
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
            self.refused[earlier.id] = f"named anew: {one.said} {one.name}"
        self.named[one.key] = one
        return None

    def _root(self, key: str) -> str:
        while key in self.edges:
            key = self.edges[key][0]
        return key
