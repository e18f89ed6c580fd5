"""The persons of a document, made of its full names, and who may be meant by a part of a name."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from flows.text.names.agreement import Words, agree, family_first
from flows.text.names.spelling import sounds
from flows.text.names.titles import ELDER, display, generation, parts
from flows.text.naming import Name
from flows.text.records import Entity
from flows.text.slugs import slug
from flows.text.words import listed

ALWAYS = frozenset(ELDER.values())
"""Generations that are a part of the name wherever it stands."""
ONLY = "-"
"""The generation of somebody whose name says none beside a namesake's that does."""
MANY = 40
"""Persons of one surname in one document beyond which full names are only compared as written; bounds the time."""


@dataclass(slots=True)
class Person:
    """One person of a document: the full names, each with how often and how it is written.

    `generation` tells it from others who bear its name, as "jr" does; `namesake` says that there is such another one.
    """

    names: dict[Words, Counter[str]] = field(default_factory=dict)
    generation: str = ""
    namesake: bool = False

    def entity(self) -> Entity:
        """The entity, named by the fullest name in the document; of two as full the first by alphabet."""
        words = min(self.names, key=lambda w: (-sum(len(p) > 1 for p in w), -len(w), -len("".join(w)), w))
        written = self.names[words]
        told = self.generation if self.namesake or self.generation in ALWAYS else ""
        text = min(written, key=lambda t: (told not in ("", generation(t)), -written[t], t))
        return entity_of(text, words, told)


def entity_of(text: str, words: Words, told: str) -> Entity:
    """The person of a name; `told` is the generation that its key must say."""
    last = () if told in ("", ONLY, words[-1]) else (told,)
    return Entity(f"person:{slug(' '.join((*words, *last)))}", "person", display(text, words))


class People:
    """The persons of a document, and who may be meant by a part of a name.

    `generations` has, for a name as written, which of two that bear it is meant.
    """

    def __init__(self, names: Iterable[Name], generations: Mapping[str, str]) -> None:
        self.people: list[Person] = []
        self.generations = generations
        self.full: dict[Words, set[int]] = defaultdict(set)
        self.ends: dict[Words, set[int]] = defaultdict(set)
        self.starts: dict[Words, set[int]] = defaultdict(set)
        self.alike: dict[str, set[int]] = defaultdict(set)
        written: dict[tuple[Words, str], Counter[str]] = defaultdict(Counter)
        for name in names:
            written[parts(name.text), generations.get(name.text, "")][name.text] += 1
        families = {w[-1] for w, _ in written if len(w) > 1 and w[0] not in listed("titles.regal")}
        for words, told in sorted(
            (one for one in written if is_full(*one, families)),
            key=lambda one: (not one[1], -len(one[0]), -sum(map(len, one[0])), one),
        ):
            person = self._person_of(words, told)
            if person is not None:
                known = self.people[person].names
                known[words] = known[words] + written[words, told] if words in known else written[words, told]
                self._index(words, person)

    def _person_of(self, words: Words, told: str) -> int | None:
        """The one person that a full name agrees with, or a new one; null where two bear that very name."""
        near = self.alike[sounds(words[-1])]
        agreeing: set[int] = set()
        if len(near) < MANY:
            agreeing = {p for p in near if any(agree(words, known) for known in list(self.people[p].names)[:MANY])}
        agreeing = agreeing or self.ends.get(words, set()) | self.starts.get(words, set())
        fitting = self._of_generation(agreeing, told) if told else agreeing
        if len(self.full.get(words, ())) > 1 and not told:
            return None
        if len(fitting) == 1:
            person = next(iter(fitting))
            self.people[person].generation = self.people[person].generation or told
            return person
        clash = told != "" and agreeing != fitting
        for p in agreeing if clash else ():
            self.people[p].namesake = True
        self.people.append(Person(generation=told, namesake=clash))
        return len(self.people) - 1

    def _of_generation(self, persons: set[int], told: str) -> set[int]:
        """Those of the persons whom a name of a generation may mean."""
        same = {p for p in persons if self.people[p].generation == told}
        return same or {p for p in persons if not self.people[p].generation}

    def _index(self, words: Words, person: int) -> None:
        """Remember where a full name may be found again."""
        self.full[words].add(person)
        self.alike[sounds(words[-1])].add(person)
        for i in range(1, min(len(words), 6)):
            self.ends[words[-i:]].add(person)
            self.starts[words[:i]].add(person)

    def candidates(self, text: str) -> tuple[set[int], str, str]:
        """Who a name may mean, how it would be tied, and its generation where that says that it means none of some."""
        fitting, how = self._of_words(parts(text))
        told = self.generations.get(text, "")
        left = self._of_generation(fitting, told) if told else fitting
        return left, how, told if fitting != left else ""

    def _of_words(self, words: Words) -> tuple[set[int], str]:
        if len(words) == 2 and words[0] in listed("titles.regal") and words not in self.full:
            words = words[1:]
        if words in self.full:
            return self.full[words], "full name"
        ends, starts = self.ends.get(words, set()), self.starts.get(words, set())
        families = {p for p in starts if len(words) == 1 and any(family_first(w) for w in self.people[p].names)}
        if ends or families:
            return ends | families, "surname"
        if starts:
            return starts, "given name"
        return (self.alike.get(sounds(words[0]), set()) if len(words) == 1 else set()), "variant"


def is_full(words: Words, told: str, families: Collection[str]) -> bool:
    """Whether a name makes a person; a king's title before a surname of the document does not."""
    if len(words) == 1:
        return told in ALWAYS
    return not (len(words) == 2 and words[0] in listed("titles.regal") and words[1] in families)
