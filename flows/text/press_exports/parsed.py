"""What a document of a press database says of itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flows.text.records import Role

HEAD = "export-head"
TAIL = "export-tail"

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")


class Line(NamedTuple):
    """A line `[start, end)` of a text, its end included, and its words without white space around them."""

    start: int
    end: int
    words: str


class Piece(NamedTuple):
    """A stretch `[start, end)` that is no part of the article's text, and what it is."""

    start: int
    end: int
    role: Role
    kept: bool = False
    rule: str | None = HEAD


@dataclass(frozen=True, slots=True)
class Parsed:
    """Fields under dateline's own names, the range of the text, and what else there is, in its order.

    A piece may lie within the text too: a tag before a part of it.
    """

    fields: Mapping[str, str]
    start: int
    end: int
    pieces: tuple[Piece, ...]


def lines_of(text: str) -> Iterator[Line]:
    """Every line, blank ones too; they tile the text."""
    for found in _LINE.finditer(text):
        yield Line(found.start(), found.end(), found[0].strip(" \t\r\n\ufeff\x0c\xa0"))
