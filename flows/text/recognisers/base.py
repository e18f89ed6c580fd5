"""What a recogniser is: text in, spans out, and a name and version that go with each row it makes."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from flows.text.records import Span


class Recogniser(Protocol):
    """Finds names. Loading a model happens in the constructor or later, never at import.

    `languages` are the ISO 639-1 codes of the texts it is meant for; the pipeline asks it for no others.
    """

    name: str
    version: str
    languages: frozenset[str]

    def recognise(self, texts: Sequence[str]) -> Iterable[list[Span]]:
        """Yield for each text its spans: sorted, not overlapping, inside the text, in code points."""
        ...
