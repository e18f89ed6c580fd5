"""Long texts cut where nothing is lost, and work put together in batches, so that memory stays bounded."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

One = TypeVar("One")

LONGEST = 20_000
"""Code points in a piece; a text of usual length is one piece."""

CUTS = (re.compile(r"\n\s*"), re.compile(r"(?<=[.!?])\s+"), re.compile(r"\s+"))
"""Where to cut, best first: a line end, a sentence end, any white space."""


def pieces(text: str, longest: int = LONGEST) -> Iterator[tuple[int, str]]:
    """Yield `(offset, piece)` in order; the pieces are the text, and each is at most `longest` code points."""
    start = 0
    while len(text) - start > longest:
        end = _cut(text, start, start + longest)
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def _cut(text: str, start: int, end: int) -> int:
    middle = (start + end) // 2
    for cut in CUTS:
        found = [match.end() for match in cut.finditer(text, middle, end)]
        if found:
            return found[-1]
    return end


def batches(items: Iterable[One], most: int, size: Callable[[One], int]) -> Iterator[list[One]]:
    """Yield `items` in lists whose sizes sum to `most` or less, or which hold one item."""
    batch: list[One] = []
    total = 0
    for item in items:
        if batch and total + size(item) > most:
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += size(item)
    if batch:
        yield batch
