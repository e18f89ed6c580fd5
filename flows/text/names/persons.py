"""Which names of persons in a document are one person.

Full names make the persons; surnames, given names and initials are tied to them when just one fits. What fits two is
left alone, unless the text has used it for one of them before the other came up: nobody is guessed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flows.text.names.nicknames import SHORT
from flows.text.names.spelling import sounds
from flows.text.names.titles import display, parts
from flows.text.naming import Name
from flows.text.records import Entity
from flows.text.slugs import slug
from flows.text.words import listed

Words = tuple[str, ...]
MANY = 40
"""Persons of one surname in one document beyond which full names are only compared as written; bounds the time."""


def family_first(words: Words) -> bool:
    """Whether a full name has its surname first.

    >>> family_first(("qin", "gang")), family_first(("spike", "lee"))
    (True, False)
    """
    return (
        2 <= len(words) <= 3
        and words[0] in listed("persons.family_first")
        and words[-1] not in listed("persons.family_first")
    )


def agree(one: Words, other: Words) -> bool:
    """Whether two full names may be one person's: same surname, and given names that do not contradict each other.

    >>> agree(("john", "f", "kennedy"), ("john", "kennedy")), agree(("j", "smith"), ("john", "smith"))
    (True, True)
    >>> agree(("bill", "clinton"), ("hillary", "clinton")), agree(("george", "w", "bush"), ("george", "h", "bush"))
    (False, False)
    """
    if sounds(one[-1]) != sounds(other[-1]):
        return False
    if within(one, other) or within(other, one):
        return True
    if not fits_word(one[0], other[0]):
        return False
    middle, other_middle = one[1:-1], other[1:-1]
    return not middle or not other_middle or all(map(fits_word, middle, other_middle))


def within(short: Words, long: Words) -> bool:
    """Whether a name's words all stand in a longer one, in that order.

    >>> within(("otto", "jespersen"), ("jens", "otto", "harry", "jespersen"))
    True
    """
    rest = iter(long)
    return len(short) < len(long) and all(word in rest for word in short)


def fits_word(one: str, other: str) -> bool:
    """Whether two given names agree: alike in sound, or one the other's initial or short form."""
    if sounds(one) == sounds(other):
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return SHORT.get(one, one) == SHORT.get(other, other)


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


def resolve_persons(names: Sequence[Name]) -> None:
    """Give each person's name its entity, where the document says which; names come in the order of the document."""
    people = People(names)
    entities = [person.entity() for person in people.people]
    met: set[int] = set()
    holds = Holders(people)
    for name in names:
        words = parts(name.text)
        fitting, how = people.candidates(words)
        person = next(iter(fitting)) if len(fitting) == 1 else holds.holder(words, fitting & met, name)
        if how == "full name" and person is not None:
            met.add(person)
            holds.seen(words, name)
        if person is not None:
            name.entity, name.tied = entities[person], how
        elif not fitting:
            shown = display(name.text, words)
            name.entity, name.tied = Entity(f"person:{slug(' '.join(words))}", "person", shown), "alone"


class Holders:
    """Who has come to be meant by a name that fits several persons, as the text goes on."""

    NEAR = 200
    """Code points after a full name within which its bare surname may mean the newcomer."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.held: dict[Words, tuple[int, int]] = {}
        self.last: dict[str, tuple[str, int, Words]] = {}

    def seen(self, words: Words, name: Name) -> None:
        """A full name was written here."""
        self.last[words[-1]] = (name.field, name.end, words)

    def holder(self, words: Words, met: set[int], name: Name) -> int | None:
        """The person that a shared name means here, or null.

        While only one of them has been named in full it is that one. After that it stays so when the name stood for
        that one twice already, and no other has just been named.
        """
        person, times = self.held.get(words, (-1, 0))
        if len(met) == 1 and (person in met or person < 0):
            only = next(iter(met))
            self.held[words] = only, times + 1
            return only
        last = self.last.get(words[-1])
        fresh = last is not None and last[0] == name.field and name.start - last[1] < self.NEAR
        if fresh or not met:
            return None
        return person if person in met and times >= 2 else self.main(met)

    def main(self, met: set[int]) -> int | None:
        """The one person named in full more than once, when all others of the name are so named just once."""
        often = [p for p in met if sum(c.total() for c in self.people.people[p].names.values()) > 1]
        return often[0] if len(often) == 1 else None
