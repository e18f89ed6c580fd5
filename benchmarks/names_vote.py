"""Self-labelling: unlabelled sentences marked where two of three recognisers agree, left out where they quarrel."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from benchmarks.names_data import KINDS, Entity, Text
from flows.text.recognisers.mending import mend
from flows.text.records import Span

ENOUGH = 2


def vote(lines: Sequence[str], voters: Sequence[Iterable[list[Span]]]) -> Iterator[Text]:
    """Yield the sentences on which the voters agree enough, with the names that most of them see."""
    for line, *ballots in zip(lines, *voters, strict=True):
        agreed = _agreed([_entities(line, spans) for spans in ballots])
        if agreed is not None:
            yield Text(line, agreed)


def _entities(line: str, spans: list[Span]) -> set[Entity]:
    return {(span.start, span.end, KINDS[span.label]) for span in mend(line, spans) if span.label in KINDS}


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
