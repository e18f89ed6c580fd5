"""The persons of a document, made of its full names, and who may be meant by a part of a name."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.text.names.agreement import Words, agree, family_first
from flows.text.names.spelling import sounds
from flows.text.names.titles import display, parts
from flows.text.naming import Name
from flows.text.records import Entity
from flows.text.slugs import slug
from flows.text.words import listed

MANY = 40
"""Persons of one surname in one document beyond which full names are only compared as written; bounds the time."""


@dataclass(slots=True)
class Person:
    """One person of a document: the full names, each with how often and how it is written."""

    names: dict[Words, Counter[str]] = field(default_factory=dict)

    def entity(self) -> Entity:
        """The entity, named by the fullest name in the document; of two as full the first by alphabet."""
        words = min(self.names, key=lambda w: (-sum(len(p) > 1 for p in w), -len(w), -len("".join(w)), w))
        text = min(self.names[words], key=lambda t: (-self.names[words][t], t))
        shown = display(text, words)
        return Entity(f"person:{slug(' '.join(words))}", "person", shown)


class People:
    """The persons of a document, and who may be meant by a part of a name."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.people: list[Person] = []
        self.full: dict[Words, int] = {}
        self.ends: dict[Words, set[int]] = defaultdict(set)
        self.starts: dict[Words, set[int]] = defaultdict(set)
        self.alike: dict[str, set[int]] = defaultdict(set)
        written: dict[Words, Counter[str]] = defaultdict(Counter)
        for name in names:
            written[parts(name.text)][name.text] += 1
        families = {w[-1] for w in written if len(w) > 1 and w[0] not in listed("titles.regal")}
        whole = (
            w
            for w in written
            if len(w) > 1 and not (len(w) == 2 and w[0] in listed("titles.regal") and w[1] in families)
        )
        longest_first = sorted(whole, key=lambda w: (-len(w), -sum(map(len, w)), w))
        for words in longest_first:
            person = self._person_of(words)
            self.people[person].names[words] = written[words]
            self._index(words, person)

    def _person_of(self, words: Words) -> int:
        """The one person that a full name agrees with, or a new one."""
        near = self.alike[sounds(words[-1])]
        fitting: set[int] = set()
        if len(near) < MANY:
            fitting = {p for p in near if any(agree(words, known) for known in list(self.people[p].names)[:MANY])}
        fitting = fitting or self.ends.get(words, set()) | self.starts.get(words, set())
        if len(fitting) == 1:
            return next(iter(fitting))
        self.people.append(Person())
        return len(self.people) - 1

    def _index(self, words: Words, person: int) -> None:
        """Remember where a full name may be found again."""
        self.full[words] = person
        self.alike[sounds(words[-1])].add(person)
        for i in range(1, min(len(words), 6)):
            self.ends[words[-i:]].add(person)
            self.starts[words[:i]].add(person)

    def candidates(self, words: Words) -> tuple[set[int], str]:
        """Who a name may mean, and how it would be tied."""
        if len(words) == 2 and words[0] in listed("titles.regal") and words not in self.full:
            words = words[1:]
        if words in self.full:
            return {self.full[words]}, "full name"
        ends, starts = self.ends.get(words, set()), self.starts.get(words, set())
        families = {p for p in starts if len(words) == 1 and any(family_first(w) for w in self.people[p].names)}
        if ends or families:
            return ends | families, "surname"
        if starts:
            return starts, "given name"
        return (self.alike.get(sounds(words[0]), set()) if len(words) == 1 else set()), "variant"
