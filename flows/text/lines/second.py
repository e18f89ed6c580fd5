"""A second look at the lines of a text, once each has been judged: the numbers for the line model's second forest."""

from collections.abc import Sequence
from itertools import accumulate
from math import log1p

from flows.text.lines.looks import Row
from flows.text.lines.stretches import best_run

_AROUND = 5  # lines on either side whose first judgement the second look sees


def second_rows(first: Sequence[Row], chances: Sequence[float]) -> list[Row]:
    """Rows for the second look: what the first forest said of a line, of its neighbours and of the whole text."""
    total = len(first)
    words = [row[1] for row in first]
    weights = [log1p(count) for count in words]
    start, end = best_run([(chance - 0.4) * weight for chance, weight in zip(chances, weights, strict=True)])
    mass = list(accumulate((chance * count for chance, count in zip(chances, words, strict=True)), initial=0.0))
    sums = list(accumulate(chances, initial=0.0))
    most_before = list(accumulate(chances, max, initial=0.0))
    most_after = list(accumulate(reversed(chances), max, initial=0.0))[::-1]
    padded = [0.0] * _AROUND + list(chances) + [0.0] * _AROUND
    whole, mean, size = mass[-1] + 1.0, sums[-1] / max(1, total), log1p(total)
    made = []
    for i in range(total):
        windows = []
        for width in (8, 20):
            low, high = max(0, i - width), min(total, i + width + 1)
            windows.append((sums[high] - sums[low]) / (high - low))
        made.append(
            [
                *padded[i : i + 2 * _AROUND + 1],
                mass[i] / whole,
                (whole - mass[i + 1]) / whole,
                float(start <= i < end),
                max(-20.0, min(20.0, float(i - start))),
                max(-20.0, min(20.0, float(end - 1 - i))),
                *windows,
                mean,
                weights[i],
                first[i][2],
                size,
                i / total,
                most_before[i],
                most_after[i + 1],
            ]
        )
    return made
