"""Self-labelling: unlabelled sentences marked where two of three recognisers agree, left out where they quarrel."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from benchmarks.names_data import KINDS, Entity
from flows.text.recognisers.mending import RULES, Mend
from flows.text.records import Span

ENOUGH = 2
TRAILING_NUMBER = re.compile(r"(?<=[^\W\d_])[\s,]+\d[\d.,:%-]*$")


def trailing_number(text: str, span: Span) -> Span:
    """Cut a number that hangs on, as in a table of scores: `Chelsea 2` → `Chelsea`."""
    found = TRAILING_NUMBER.search(text[span.start : span.end])
    return replace(span, end=span.start + found.start()) if found else span


def vote_rules() -> dict[str, Mend]:
    """Return the span rules that votes are brought to one habit with: those of recognisers, and trailing numbers."""
    first = {name: RULES[name] for name in ("line-end", "bracket")}
    return {**first, "trailing-number": trailing_number, **RULES}


def ballots(block: Sequence[str], spans: Iterable[Span]) -> list[set[Entity]]:
    """Return the names of each sentence of a block; `spans` are of the block's text, a line to each sentence."""
    found: list[set[Entity]] = [set() for _ in block]
    starts = [0, *accumulate(len(sentence) + 1 for sentence in block)]
    for span in spans:
        at = bisect_right(starts, span.start) - 1
        if span.label in KINDS and span.end < starts[at + 1]:
            found[at].add((span.start - starts[at], span.end - starts[at], KINDS[span.label]))
    return found


def agreed(votes: Sequence[set[Entity]]) -> list[Entity] | None:
    """Return the names that ENOUGH votes hold, or nothing where as many see a name and agree on none."""
    counts = Counter(entity for vote in votes for entity in sorted(vote))
    names = sorted(entity for entity, n in counts.items() if n >= ENOUGH)
    if any(one[1] > other[0] for one, other in pairwise(names)):
        return None
    for entity in counts:
        quarrel = not any(_meet(entity, one) for one in names)
        if quarrel and sum(any(_meet(entity, one) for one in vote) for vote in votes) >= ENOUGH:
            return None
    return names


def _meet(one: Entity, other: Entity) -> bool:
    return one[0] < other[1] and other[0] < one[1]
