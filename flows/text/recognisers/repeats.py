"""A name once more: what a text surely names several times is a name where it stands in capitals and unmarked, too."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from flows.text.recognisers.sure_labels import SURE
from flows.text.records import Span

WORD = r"[A-ZÀ-ÖØ-Þ][\w&-]*(?:['’](?!s\b)\w+)*"
CAPITALS = re.compile(rf"(?<![\w@#/.-]){WORD}(?: {WORD})*")
SMALL = re.compile(r"\b[a-zà-öø-ÿ]\w+")
LEAST = 2
"""Sure spans of one name and one label that the text must have."""
REPEAT_SCORE = 0.6
"""Before calibration."""


def mark_repeats(text: str, spans: Iterable[Span]) -> list[Span]:
    """Mark the unmarked stretches of capitals that are such a name (rule `repeat`). Linear in the length of the text.

    A word that the text also has in small letters is left alone: `Will` may be no name.
    """
    spans = list(spans)
    names = _sure_names(text, spans)
    if not names:
        return spans
    small = {word[0] for word in SMALL.finditer(text)}
    free = (match for match in _free(text, spans) if match[0] in names and match[0].lower() not in small)
    found = [replace(names[it[0]], start=it.start(), end=it.end(), score=REPEAT_SCORE, rule="repeat") for it in free]
    return sorted(spans + found, key=lambda span: span.start)


def _sure_names(text: str, spans: Iterable[Span]) -> dict[str, Span]:
    """Return the names that the text has LEAST times or more, always of one label, and a span of each."""
    found: dict[str, list[Span]] = {}
    for span in spans:
        if span.score >= SURE:
            found.setdefault(text[span.start : span.end], []).append(span)
    return {
        name: its[0]
        for name, its in found.items()
        if len(its) >= LEAST and len(name) > 2 and len({span.label for span in its}) == 1
    }


def _free(text: str, spans: Iterable[Span]) -> Iterator[re.Match[str]]:
    """Yield the stretches of capitals that meet none of `spans`, which are sorted and do not overlap."""
    ahead = iter(spans)
    span = next(ahead, None)
    for match in CAPITALS.finditer(text):
        while span and span.end <= match.start():
            span = next(ahead, None)
        if not span or span.start >= match.end():
            yield match
