"""Where a line stands among stretches of prose and of other things, as numbers for the line model."""

from collections.abc import Sequence
from itertools import accumulate

from flows.text.lines.looks import Row

_PARTED = 3  # lines of other things that part two stretches of prose


def best_run(gains: Sequence[float]) -> tuple[int, int]:
    """The run `[start, end)` of greatest sum (Kadane)."""
    best, best_range, sum_here, start = 0.0, (0, 0), 0.0, 0
    for i, gain in enumerate(gains):
        if sum_here <= 0:
            sum_here, start = 0.0, i
        sum_here += gain
        if sum_here > best:
            best, best_range = sum_here, (start, i + 1)
    return best_range


def clusters(words: Sequence[float], prose: Sequence[float]) -> tuple[Row, Row, Row]:
    """Stretches of prose that three lines of other things part: number, size beside the largest, a larger one before.

    A page of endless scroll holds several; the first large one is the article.
    """
    numbers, sizes, quiet = [], [0.0], 0
    for count, is_prose in zip(words, prose, strict=True):
        quiet = 0 if is_prose else quiet + 1
        if is_prose:
            sizes[-1] += count
        elif quiet == _PARTED and sizes[-1]:
            sizes.append(0.0)
        numbers.append(len(sizes) - 1)
    largest = max(sizes) or 1.0
    before = list(accumulate(sizes, max, initial=0.0))
    return (
        [min(10.0, float(number)) for number in numbers],
        [sizes[number] / largest for number in numbers],
        [min(9.0, before[number] / max(1.0, sizes[number])) for number in numbers],
    )


def runs(marks: Sequence[float]) -> Row:
    """For each marked line the length of the run of marked lines it is in, at most 40; 0 for the others."""
    made: Row = []
    i = 0
    while i < len(marks):
        j = i
        while j < len(marks) and marks[j] == marks[i]:
            j += 1
        made += [min(40.0, float(j - i)) if marks[i] else 0.0] * (j - i)
        i = j
    return made


def distances(prose: Sequence[float]) -> tuple[Row, Row]:
    """Lines since the last line of prose, and until the next; at most 30."""
    last, following, away = [], [], 30.0
    for is_prose in prose:
        last.append(away)
        away = 0.0 if is_prose else min(30.0, away + 1)
    away = 30.0
    for is_prose in reversed(prose):
        following.append(away)
        away = 0.0 if is_prose else min(30.0, away + 1)
    return last, following[::-1]
