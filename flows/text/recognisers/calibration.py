"""Scores that mean what they say: of the spans with score .8, eight in ten are right."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from flows.text.records import Span

POINTS = (
    (0.0, 0.3), (0.35, 0.37), (0.52, 0.62), (0.7, 0.67), (0.85, 0.71), (0.93, 0.8), (0.965, 0.88), (0.985, 0.9),
    (0.993, 0.93), (0.998, 0.97), (1.0, 0.99),
)  # fmt: skip
"""Score of newswire's model and share of such spans that were right on the four evaluation sets, lines in between.

Both halves of the documents, taken apart, agree on these to within .04 nearly everywhere; `benchmarks/names.py` prints
scores against truth.
"""


def calibrated(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` with their scores as probabilities, in steps of a thousandth."""
    return [replace(span, score=round(probability(span.score), 3)) for span in spans]


def probability(score: float) -> float:
    """Return the share of spans with this score that are right; it never falls as the score rises."""
    at = min(bisect_right(POINTS, (score, 2.0)), len(POINTS) - 1)
    (low, floor), (high, ceiling) = POINTS[at - 1 : at + 1]
    return floor + (ceiling - floor) * (score - low) / (high - low)
