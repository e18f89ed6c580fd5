"""Articles with their mentions, side by side from two streams in one order: what FtM, CoNLL and brat are made of."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from db.export.reading import Reader
from db.export.resources import RESOURCES

Ranges = Callable[[str], list[tuple[int, int]]]
"""Gives the half-open ranges of a text's sentences, in code points."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article, and its mentions in the order of field and place; both as mappings from column to value."""

    article: Mapping[str, Any]
    mentions: tuple[Mapping[str, Any], ...]

    @property
    def place(self) -> str:
        """Collection and uri, which name it."""
        return f"{self.article['collection']}/{self.article['uri']}"

    def of(self, field: str) -> list[Mapping[str, Any]]:
        """Mentions in `title` or `body`; of two that overlap the first."""
        kept: list[Mapping[str, Any]] = []
        for mention in self.mentions:
            if mention["field"] == field and (not kept or kept[-1]["char_end"] <= mention["char_start"]):
                kept.append(mention)
        return kept


def articles(reader: Reader) -> Iterator[Told]:
    """Every article, by collection and uri; memory holds one at a time."""
    streams = groupby(_rows(reader, "mentions"), key=lambda mention: (mention["collection"], mention["uri"]))
    waiting = next(streams, None)
    for article in _rows(reader, "articles"):
        mentions: tuple[Mapping[str, Any], ...] = ()
        if waiting is not None and waiting[0] == (article["collection"], article["uri"]):
            mentions = tuple(waiting[1])
            waiting = next(streams, None)
        yield Told(article, mentions)


def _rows(reader: Reader, name: str) -> Iterator[Mapping[str, Any]]:
    (resource,) = (each for each in RESOURCES if each.name == name)
    names = [field.name for field in resource.fields]
    for row in reader.rows(resource):
        yield dict(zip(names, row, strict=True))
