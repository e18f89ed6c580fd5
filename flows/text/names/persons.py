"""Which names of persons in a document are one person.

Full names make the persons; surnames, given names and initials are tied to them when just one fits. What fits two is
left alone, unless the text has used it for one of them before the other came up: nobody is guessed.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from flows.text.names.agreement import Words
from flows.text.names.people import ONLY, People, entity_of
from flows.text.names.titles import generation, parts
from flows.text.naming import Name

SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(]?[A-Z])|\n")
NEAR = 200
"""Code points between two names of one sentence at most, and after a full name within which its surname may be new."""


def resolve_persons(names: Sequence[Name], fields: Mapping[str, str]) -> None:
    """Give each person's name its entity, where the document says which; names come in the order of the document."""
    people = People(names, generations(names, fields))
    entities = [person.entity() for person in people.people]
    met: set[int] = set()
    holds = Holders(people)
    for name in names:
        words = parts(name.text)
        fitting, how, other = people.candidates(name.text)
        person = next(iter(fitting)) if len(fitting) == 1 else holds.holder(words, fitting & met, name)
        if how == "full name" and person is not None:
            met.add(person)
            holds.seen(words, name)
        if person is not None:
            name.entity, name.tied = entities[person], how
        elif not fitting:
            name.entity, name.tied = entity_of(name.text, words, other), "alone"


def generations(names: Sequence[Name], fields: Mapping[str, str]) -> dict[str, str]:
    """Which of two that bear a name is meant by it, for each name as written that says so, or whose sentence does.

    "Donald Trump and Donald Trump Jr.": the bare name is that of the other one.
    """
    told = [name for name in names if generation(name.text)]
    found = {name.text: generation(name.text) for name in told}
    bare: dict[tuple[str, Words], list[Name]] = defaultdict(list)
    for name in names if told else ():
        if name.text not in found and len(words := parts(name.text)) > 1:
            bare[name.field, words].append(name)
    for name in told:
        alike = bare.get((name.field, parts(name.text)), [])
        at = bisect_left(alike, name.start, key=lambda n: n.start)
        for other in alike[max(0, at - 1) : at + 1]:
            if in_one_sentence(fields[name.field], name, other):
                found.update((one.text, ONLY) for one in alike)
    return found


def in_one_sentence(text: str, told: Name, bare: Name) -> bool:
    """Whether two names surely stand in one sentence; the bare one not before a capital, as in "Ann Lee Day"."""
    first, second = (told, bare) if told.start < bare.start else (bare, told)
    if second.start - first.end > NEAR or (
        text[bare.end : bare.end + 1] == " " and text[bare.end + 1 : bare.end + 2].isupper()
    ):
        return False
    between = text[first.end : second.start]
    return between.strip(" ,.") != "" and not SENTENCE_END.search(text, first.end - 1, second.start + 1)


class Holders:
    """Who has come to be meant by a name that fits several persons, as the text goes on."""

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
        fresh = last is not None and last[0] == name.field and name.start - last[1] < NEAR
        if fresh or not met:
            return None
        return person if person in met and times >= 2 else self.main(met)

    def main(self, met: set[int]) -> int | None:
        """The one person named in full more than once, when all others of the name are so named just once."""
        often = [p for p in met if sum(c.total() for c in self.people.people[p].names.values()) > 1]
        return often[0] if len(often) == 1 else None
