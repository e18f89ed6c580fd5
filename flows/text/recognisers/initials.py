"""Initials before a surname: `S Jaishankar`, `M. K. Stalin`, `KL Rahul`. They belong to the name, and may make one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from flows.text.countries import known_form
from flows.text.recognisers.overlay import lay_over
from flows.text.recognisers.sure_labels import UNSURE
from flows.text.records import Span
from flows.text.roles import kind_of
from flows.text.words import listed

INITIALS = r"(?:[B-HJ-Z] |[A-Z]\. ?){1,3}"
"""An `A` or `I` without a stop may be a word, and is no initial."""

BEFORE = re.compile(rf"(?<![\w.'’&/-])(?:{INITIALS}|[A-Z]{{2}} )$")
WORD = r"[A-Z][a-zà-ÿ]{2,}"
SURNAME = rf"{WORD}(?:[ -](?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day){WORD})?"
AFTER_OFFICE = re.compile(rf"([A-Z](?<!\w[A-Z])[a-z]{{2,}}) ({INITIALS}{SURNAME})\b")
PAIRED = re.compile(rf"([A-Z](?<![\w.'&/-][A-Z])[A-Z]) (?:de )?({SURNAME})\b(?:,? ([a-z]+))?")
"""Two initials without a stop, the surname, and what follows that."""
LAST_WORD = re.compile(r"([A-Za-z]+) $")
SCORE = 0.7
"""Before calibration; that of other names which rules find without the model (`newswire_known.KNOWN_SCORE`)."""
REACH = 12
"""Code points before a name in which its initials are looked for."""
WHO = frozenset({"who", "whose"})
"""Words for persons alone; companies say things, too."""


def join_initials(text: str, spans: Iterable[Span]) -> list[Span]:
    """Take initials into the person's name behind them, and initials with a surname behind an office for a person.

    Two initials without a stop and a surname are a person, too, where an office before them or "who" behind says so, or
    where the surname is a person's elsewhere.
    """
    spans = sorted(spans, key=lambda span: span.start)
    ends = [0, *(span.end for span in spans)]
    others = {text[span.start : span.end] for span in spans if span.label != "person"}
    joined = [_widened(text, span, after, others) for span, after in zip(spans, ends, strict=False)]
    offices = (found for found in AFTER_OFFICE.finditer(text) if kind_of(found[1]) == "noun")
    made = lay_over([Span(*found.span(2), "person", SCORE, "initials") for found in offices], joined)
    return _over_unsure(made, list(_paired(text, made, others)))


def _widened(text: str, span: Span, after: int, others: set[str]) -> Span:
    if span.label != "person":
        return span
    found = BEFORE.search(text[max(after, span.start - REACH) : span.start])
    if found is None or known_form(found[0].strip()) is not None:  # a country's: "U.S."
        return span
    if found[0][1] != " " and found[0][1] != ".":
        first, _, rest = text[span.start : span.end].partition(" ")
        if not are_initials(found[0][:2], others) or (rest and first in listed("traps.given")):
            return span
    return replace(span, start=span.start - len(found[0]), rule=f"{span.rule}+initials")


def are_initials(pair: str, others: set[str]) -> bool:
    """Whether two capitals may be initials: no acronym that stands before names, and none of the text's `others`.

    >>> are_initials("KL", set()), are_initials("UN", set()), are_initials("PM", set()), are_initials("GE", {"GE"})
    (True, False, False, False)
    """
    return pair.lower() not in listed("persons.no_initials") and pair not in others and known_form(pair) is None


def _paired(text: str, spans: Iterable[Span], others: set[str]) -> Iterator[Span]:
    """Yield two initials with a surname where the text says that they are a person."""
    families = {text[span.start : span.end].rpartition(" ")[2] for span in spans if span.label == "person"}
    for found in PAIRED.finditer(text):
        if not are_initials(found[1], others) or not _no_body(found[2]):
            continue
        before = LAST_WORD.search(text[max(0, found.start() - 20) : found.start()])
        office = before is not None and kind_of(before[1]) == "noun"
        if office or found[3] in WHO or found[2].rpartition(" ")[2] in families:
            yield Span(found.start(), found.end(2), "person", SCORE, "initials")


def _no_body(surname: str) -> bool:
    """Whether no word of it is one that companies and authorities are named with: `DN Bank`."""
    return not any(
        word in listed("traps.bodies")
        or word in listed("traps.heads")
        or word.lower() in listed("organizations.generic")
        for word in surname.split()
    )


def _over_unsure(spans: list[Span], found: list[Span]) -> list[Span]:
    """Lay what was found over spans of another kind that are unsure; it yields to all others."""
    if not found:
        return spans
    firm = [s for s in spans if s.label == "person" or s.score >= UNSURE]
    new = [f for f in found if not any(s.start < f.end and f.start < s.end for s in firm)]
    kept = [s for s in spans if not any(s.start < f.end and f.start < s.end for f in new)]
    return sorted(kept + new, key=lambda span: span.start)
