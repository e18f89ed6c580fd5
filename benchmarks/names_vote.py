"""Self-labelling: unlabelled sentences marked where two of three recognisers agree, left out where they quarrel."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from benchmarks.names_data import KINDS, Entity, Text
from flows.text.recognisers.mending import RULES, Mend, mend
from flows.text.records import Span

ENOUGH = 2
TRAILING_NUMBER = re.compile(r"(?<=[^\W\d_])[\s,]+\d[\d.,:%-]*$")


def trailing_number(text: str, span: Span) -> Span:
    """Cut a number that hangs on, as in a table of scores: `Chelsea 2` → `Chelsea`."""
    found = TRAILING_NUMBER.search(text[span.start : span.end])
    return replace(span, end=span.start + found.start()) if found else span


def _rules() -> dict[str, Mend]:
    """Return the span rules that ballots are brought to one habit with: those of recognisers, and trailing numbers."""
    first = {name: RULES[name] for name in ("line-end", "bracket")}
    return {**first, "trailing-number": trailing_number, **RULES}


def vote(lines: Sequence[str], voters: Sequence[Iterable[list[Span]]]) -> Iterator[Text]:
    """Yield the sentences on which the voters agree enough, with the names that most of them see."""
    for line, *ballots in zip(lines, *voters, strict=True):
        agreed = _agreed([_entities(line, spans) for spans in ballots])
        if agreed is not None:
            yield Text(line, agreed)


def _entities(line: str, spans: list[Span]) -> set[Entity]:
    rules = _rules()
    return {(span.start, span.end, KINDS[span.label]) for span in mend(line, spans, rules) if span.label in KINDS}


def _agreed(ballots: Sequence[set[Entity]]) -> list[Entity] | None:
    """Return the names that ENOUGH ballots hold, or nothing where as many see a name and agree on none."""
    votes = Counter(entity for ballot in ballots for entity in sorted(ballot))
    agreed = sorted(entity for entity, n in votes.items() if n >= ENOUGH)
    if any(one[1] > other[0] for one, other in pairwise(agreed)):
        return None
    for entity in votes:
        quarrel = not any(_meet(entity, one) for one in agreed)
        if quarrel and sum(any(_meet(entity, one) for one in ballot) for ballot in ballots) >= ENOUGH:
            return None
    return agreed


def _meet(one: Entity, other: Entity) -> bool:
    return one[0] < other[1] and other[0] < one[1]
