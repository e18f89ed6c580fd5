"""Exact-span scores of names, and how sure they are: the interval of a gain from resampled documents."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.names_data import Entity, Text, read_texts
from flows.text.records import Span

SETS = ("crossner-politics", "pud-news", "wikigold", "ewt-web")
KINDS = {"person": "PER", "organization": "ORG", "place": "LOC", "country": "LOC"}
RESAMPLES = 1000

Counts = tuple[int, int, int]
"""Of one document: names right, names in the gold, names found."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a recogniser found in one document of a set, as entities."""

    text: Text
    found: frozenset[Entity]


def read_set(data: Path, name: str) -> list[Text]:
    """Read one evaluation set."""
    return read_texts(data / "ner" / f"{name}.jsonl")


def entities(spans: Iterable[Span]) -> frozenset[Entity]:
    """Return spans as entities of the three kinds; other labels are left out."""
    return frozenset((span.start, span.end, KINDS[span.label]) for span in spans if span.label in KINDS)


def counts(answers: Sequence[Answer], kind: str | None = None) -> list[Counts]:
    """Count for each document, of one kind or of all."""
    return [_count(answer, kind) for answer in answers]


def _count(answer: Answer, kind: str | None) -> Counts:
    gold = {one for one in answer.text.entities if kind in (None, one[2])}
    found = {one for one in answer.found if kind in (None, one[2])}
    return len(gold & found), len(gold), len(found)


def f1(documents: Iterable[Counts]) -> float:
    """Return exact-span F1 over documents."""
    right, gold, found = map(sum, zip(*documents, strict=True))
    return 2 * right / max(1, gold + found)


def macro(sets: Iterable[Sequence[Counts]]) -> float:
    """Return the mean of the sets' F1."""
    scores = [f1(documents) for documents in sets]
    return sum(scores) / len(scores)


Gain = tuple[float, float, float]
"""A gain in macro F1, and the 95 % interval around it."""


def gain(before: Sequence[Sequence[Counts]], after: Sequence[Sequence[Counts]], seed: int = 1) -> Gain:
    """Return the gain in macro F1 and its 95 % interval by paired resampling of each set's documents."""
    dice = random.Random(seed)
    gains = sorted(_resampled(before, after, dice) for _ in range(RESAMPLES))
    cut = RESAMPLES // 40
    return macro(after) - macro(before), gains[cut], gains[-cut - 1]


def _resampled(before: Sequence[Sequence[Counts]], after: Sequence[Sequence[Counts]], dice: random.Random) -> float:
    total = 0.0
    for old, new in zip(before, after, strict=True):
        picked = dice.choices(range(len(old)), k=len(old))
        total += f1([new[at] for at in picked]) - f1([old[at] for at in picked])
    return total / len(before)


def reliability(answers: Iterable[tuple[Text, list[Span]]], bins: int = 10) -> list[tuple[float, float, int]]:
    """Return for each tenth of the scores: mean score, share of spans that are right, and how many there are."""
    rows: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for text, spans in answers:
        gold = set(text.entities)
        for span in spans:
            if span.label in KINDS:
                right = (span.start, span.end, KINDS[span.label]) in gold
                rows[min(bins - 1, int(span.score * bins))].append((span.score, right))
    return [_mean(row) for row in rows if row]


def _mean(row: Sequence[tuple[float, bool]]) -> tuple[float, float, int]:
    return sum(score for score, _ in row) / len(row), sum(right for _, right in row) / len(row), len(row)
