"""Initials before a surname: `S Jaishankar`, `M. K. Stalin`. They belong to the name, and behind an office make one."""

import re
from collections.abc import Iterable
from dataclasses import replace

from flows.text.countries import known_form
from flows.text.recognisers.overlay import lay_over
from flows.text.records import Span
from flows.text.roles import kind_of

INITIALS = r"(?:[B-HJ-Z] |[A-Z]\. ?){1,3}"
"""An `A` or `I` without a stop may be a word, and is no initial."""

BEFORE = re.compile(rf"(?<![\w.'’&/-]){INITIALS}$")
SURNAME = r"[A-Z][a-zà-ÿ]{2,}(?:[ -](?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-zà-ÿ]{2,})?"
AFTER_OFFICE = re.compile(rf"\b([A-Z][a-z]{{2,}}) ({INITIALS}{SURNAME})\b")
SCORE = 0.7
"""Before calibration; that of other names which rules find without the model (`newswire_known.KNOWN_SCORE`)."""
REACH = 12
"""Code points before a name in which its initials are looked for."""


def join_initials(text: str, spans: Iterable[Span]) -> list[Span]:
    """Take initials into the person's name behind them, and initials with a surname behind an office for a person."""
    spans = sorted(spans, key=lambda span: span.start)
    ends = [0, *(span.end for span in spans)]
    joined = [_widened(text, span, after) for span, after in zip(spans, ends, strict=False)]
    offices = (found for found in AFTER_OFFICE.finditer(text) if kind_of(found[1]) == "noun")
    return lay_over([Span(*found.span(2), "person", SCORE, "initials") for found in offices], joined)


def _widened(text: str, span: Span, after: int) -> Span:
    if span.label != "person":
        return span
    found = BEFORE.search(text[max(after, span.start - REACH) : span.start])
    if found is None or known_form(found[0].strip()) is not None:  # a country's: "U.S."
        return span
    return replace(span, start=span.start - len(found[0]), rule=f"{span.rule}+initials")
