"""Scores that mean what they say: of the spans with score .8, eight in ten are right."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from flows.text.records import Span

POINTS = (
    (0.0, 0.3), (0.385, 0.46), (0.505, 0.53), (0.6, 0.545), (0.674, 0.61), (0.7, 0.71), (0.755, 0.745), (0.858, 0.81),
    (0.927, 0.878), (0.967, 0.927), (0.986, 0.955), (0.993, 0.968), (0.997, 0.979), (1.0, 0.99),
)  # fmt: skip
"""Score of newswire's model and share of such spans that were right on the four evaluation sets, lines in between.

Two halves of the documents agree on these to within .05, but at .4, .7 and .86 (there to .2); `benchmarks/names.py`
prints scores against truth.
"""


def calibrated(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` with their scores as probabilities, in steps of a thousandth."""
    return [replace(span, score=round(probability(span.score), 3)) for span in spans]


def probability(score: float) -> float:
    """Return the share of spans with this score that are right; it never falls as the score rises."""
    at = min(bisect_right(POINTS, (score, 2.0)), len(POINTS) - 1)
    (low, floor), (high, ceiling) = POINTS[at - 1 : at + 1]
    return floor + (ceiling - floor) * (score - low) / (high - low)
