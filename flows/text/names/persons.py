"""Which names of persons in a document are one person.

Full names make the persons; surnames, given names and initials are tied to them when just one fits. What fits two is
left alone, unless the text has used it for one of them before the other came up: nobody is guessed.
"""

from collections.abc import Sequence

from flows.text.names.agreement import Words
from flows.text.names.people import People
from flows.text.names.titles import display, parts
from flows.text.naming import Name
from flows.text.records import Entity
from flows.text.slugs import slug


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
