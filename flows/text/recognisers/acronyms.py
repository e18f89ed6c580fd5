"""Acronyms that a text defines itself: `World Health Organization (WHO)`, and `WHO` wherever it stands after that."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flows.text.recognisers.overlay import lay_over
from flows.text.records import Span

BRACKETED = re.compile(r"\s\(([A-Z][\w.&-]{1,9})\)")
UNBRACKETED = re.compile(r"(?<![\w.])([A-Z][A-Z&-]{1,9})\s\(([A-Z][^()\n]{3,99})\)")
TOKEN = re.compile(r"(?<![\w.])[A-Z][\w&-]{1,9}(?!\w)")
WORD = re.compile(r"[^\W_][\w'’.]*")
SMALL_WORDS = frozenset(
    ["of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "des", "di", "der", "und", "et", "a"]
)
UNKNOWN_SCORE = 0.7
"""Of a defined acronym whose full name the model did not see."""

LONGEST_NAME = 100
"""Code points before the bracket in which the full name must start."""


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym, and the range `[start, end)` of the full name that it stands for."""

    acronym: str
    start: int
    end: int


def definitions(text: str) -> list[Definition]:
    """Find the acronyms whose letters are the initials of the name beside them, in either order."""
    found = []
    for match in BRACKETED.finditer(text):
        start = _name_start(text, max(0, match.start() - LONGEST_NAME), match.start(), match[1])
        if start is not None:
            found.append(Definition(match[1], start, match.start()))
    for match in UNBRACKETED.finditer(text):
        if _name_start(text, match.start(2), match.end(2), match[1]) == match.start(2):
            found.append(Definition(match[1], match.start(2), match.end(2)))
    return found


def _name_start(text: str, start: int, end: int, acronym: str) -> int | None:
    """Return where, in `[start, end)`, the words begin whose initials spell `acronym`.

    Small words are left out (`National Aeronautics and Space Administration`), else they count where they fit
    (`Department of Justice`).
    """
    letters = [letter.lower() for letter in acronym if letter.isupper()]
    if len(letters) < 2:
        return None
    words = list(WORD.finditer(text, start, end))
    without, among = (_spelling(words, letters, left_out=left_out) for left_out in (True, False))
    return among if without is None else without


def _spelling(words: list[re.Match[str]], letters: list[str], *, left_out: bool) -> int | None:
    """Return where the last words begin whose initials are the letters, with or without the small ones."""
    rest = [*letters]
    for word in reversed(words):
        small, capital = word[0].lower() in SMALL_WORDS, word[0][0].isupper()
        if left_out and small and not capital:
            continue
        if word[0][0].lower() == rest[-1] and (small or capital):
            rest.pop()
        elif not small:
            return None
        if not rest:
            return word.start() if capital else None
    return None


def tie_acronyms(text: str, spans: Iterable[Span]) -> list[Span]:
    """Give a defined acronym and its full name one label, and mark each use of the acronym (rule `acronym`).

    The label is that of a span on the full name, else `organization`. Linear in the length of the text.
    """
    spans = list(spans)
    defined = definitions(text)
    if not defined:
        return spans
    named = _named(defined, spans)
    wanted = [replace(named[one.acronym], start=one.start, end=one.end) for one in defined]
    uses = (match for match in TOKEN.finditer(text) if match[0] in named)
    wanted += [replace(named[use[0]], start=use.start(), end=use.end()) for use in uses]
    known = {(span.start, span.end, span.label) for span in spans}
    return lay_over(spans, [span for span in wanted if (span.start, span.end, span.label) not in known])


def _named(defined: list[Definition], spans: list[Span]) -> dict[str, Span]:
    """Return acronym → a span with the label and score of the one that ends where its full name does."""
    ends = {span.end: span for span in spans if span.label != "person"}
    unknown = Span(0, 0, "organization", UNKNOWN_SCORE)
    return {one.acronym: replace(ends.get(one.end, unknown), rule="acronym") for one in reversed(defined)}
