"""A text cut at the names in it, and the words for what names and blocks are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = {
    "person": "person",
    "organization": "organisation",
    "country": "country",
    "place": "place",
    "group": "group",
    "event": "event",
    "work": "work",
    "product": "product",
    "law": "law",
}
"""Types of entities in words, in the order in which pages show them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the mention (a row) that it is, if it is one."""

    text: str
    mention: Mapping[str, Any] | None = None


def kind(value: str | None) -> str:
    """An entity type as a class of the style sheet; one that is not known is `other`, whatever it holds."""
    return value if value in KINDS else "other"


def pieces(text: str, mentions: Iterable[Mapping[str, Any]], start: int = 0) -> Iterator[Piece]:
    """`text`, which stands at `start` of its field, cut at its mentions; what overlaps an earlier one is left out."""
    at, end = start, start + len(text)
    for mention in sorted(mentions, key=lambda m: (m["char_start"], -m["char_end"])):
        if at <= mention["char_start"] and mention["char_end"] <= end:
            if mention["char_start"] > at:
                yield Piece(text[at - start : mention["char_start"] - start])
            yield Piece(text[mention["char_start"] - start : mention["char_end"] - start], mention)
            at = mention["char_end"]
    if at < end:
        yield Piece(text[at - start :])
