"""The mentions of some documents, column by column, and where each ends.

What is done to all of them at once, the interpreter's own loops do: a third of what it takes one by one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from db.records import DocumentRow, MentionRow

Value = TypeVar("Value")


class Mentioning(Protocol):
    """A document with its mentions: new, or as it stands."""

    @property
    def document(self) -> DocumentRow:
        """Its own row."""
        ...

    @property
    def mentions(self) -> Sequence[MentionRow]:
        """Its mentions."""
        ...


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions of documents, in the documents' order and their own.

    `counts` says how many each document has; `columns` has their values by field; `entities` and `resolved` what
    `mentions.entity_id` and `mentions.resolved_key` keep, null where a mention has none.
    """

    counts: Sequence[int]
    columns: dict[str, Sequence[Any]]
    entities: Sequence[int | None]
    resolved: Sequence[str | None]

    def spread(self, values: Iterable[Value]) -> list[Value]:
        """For each mention the value of its document; the values are those of the documents in their order."""
        return list(chain.from_iterable(map(repeat, values, self.counts)))


def columns_of(documents: Iterable[Mentioning]) -> dict[str, Sequence[Any]]:
    """The values of all mentions by field."""
    rows = chain.from_iterable(map(attrgetter("mentions"), documents))
    return dict(zip(MentionRow._fields, list(zip(*rows, strict=True)) or repeat(()), strict=False))


def identities_in(documents: Iterable[Mentioning]) -> set[str]:
    """The identities that the mentions of these documents have."""
    return set(map(attrgetter("entity"), chain.from_iterable(map(attrgetter("mentions"), documents)))) - {None}
