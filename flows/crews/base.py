"""What a crew is: it is handed parts of a batch, and answers each with rows and rejects in the part's order."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from db.records import FileFacts
from flows.making.drafts import Made
from flows.text.readers import Reject
from flows.text.records import Document

MOST_DOCUMENTS, MOST_CHARACTERS = 25, 200_000
"""A part is closed when it has so many documents or characters: small enough for all to end at about the same time,
large enough that sending it costs nothing beside the work."""


class Given(NamedTuple):
    """A document to be cleaned, the file it came from, and the rules whose removals are undone in it."""

    document: Document
    file: FileFacts
    restored: frozenset[str]


@dataclass(frozen=True, slots=True)
class Part:
    """Documents that go through the text half together."""

    documents: tuple[Given, ...]


class Answer(Protocol):
    """What became of a part, once somebody waits for it."""

    def result(self) -> Sequence[Made | Reject]:
        """Rows or reject of each document, in their order. Raises what kept the whole part from being made."""
        ...


class Crew(Protocol):
    """Does the text half. `ahead` is the number of parts that it wants to have in hand beyond the one waited for."""

    @property
    def ahead(self) -> int:
        """Parts in hand, at most."""
        ...

    def hand(self, part: Part) -> Answer:
        """Take a part; do not wait for it."""
        ...


def parts(documents: Collection[Given]) -> Iterator[Part]:
    """The documents in their order, cut into parts."""
    some: list[Given] = []
    characters = 0
    for each in documents:
        some.append(each)
        characters += len(each.document.content)
        if len(some) >= MOST_DOCUMENTS or characters > MOST_CHARACTERS:
            yield Part(tuple(some))
            some, characters = [], 0
    if some:
        yield Part(tuple(some))
