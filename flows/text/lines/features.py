"""What a line looks like, and what stands around it, as numbers for the line model.

A line here is a block of `blocks.split`, white space collapsed.
"""

import re
from collections.abc import Sequence
from itertools import accumulate
from math import log1p

from flows.text.lines.looks import Row, looks_of
from flows.text.lines.stretches import best_run, clusters, distances, runs

_VOCABULARY = re.compile(r"[^\W\d_]{4,}|[\u3040-\u9fff\uac00-\ud7a3]{2}")
_GAIN = 8  # words a line must have to speak for being prose, as in the best run of lines
NEAR = (-3, -2, -1, 1, 2, 3)


def rows(lines: Sequence[str]) -> list[Row]:
    """One row of numbers a line, of equal length; linear in the number of lines."""
    if not lines:
        return []
    own = [looks_of(line) for line in lines]
    words = [row[1] for row in own]
    prose = [float(row[1] >= 10 and row[2] > 0) for row in own]
    counts: dict[str, int] = {}
    for line in lines:
        counts[line] = counts.get(line, 0) + 1
    start, end = best_run([count - _GAIN for count in words])
    before = list(accumulate(prose, initial=0.0))
    sums = list(accumulate((w * p for w, p in zip(words, prose, strict=True)), initial=0.0))
    last, following = distances(prose)
    total = len(lines)
    document = [log1p(total), before[-1] / total, log1p(sums[-1]), sums[-1] / max(1.0, sum(words)), log1p(end - start)]
    shared, titled = _coherence(lines, own, start, end)
    frame_runs, prose_runs = runs([1.0 - one for one in prose]), runs(prose)
    order, part, bigger = clusters(words, prose)
    made = []
    for i, row in enumerate(own):
        near = [value for step in NEAR for value in _summary(own, i + step)]
        windows = []
        for width in (3, 8, 20):
            low, high = max(0, i - width), min(total, i + width + 1)
            windows += [(before[high] - before[low]) / (high - low), log1p(sums[high] - sums[low])]
        place = [
            i / total,
            min(i, 60.0),
            min(total - i, 60.0),
            float(start <= i < end),
            max(-30.0, min(30.0, float(i - start))),
            max(-30.0, min(30.0, float(end - 1 - i))),
            last[i],
            following[i],
            before[i] / max(1.0, before[-1]),
            sums[i] / max(1.0, sums[-1]),
            min(5.0, counts[lines[i]]),
            shared[i],
            titled[i],
            frame_runs[i],
            prose_runs[i],
            order[i],
            part[i],
            bigger[i],
        ]
        made.append([*row, *near, *windows, *place, *document])
    return made


def _coherence(lines: Sequence[str], own: Sequence[Row], start: int, end: int) -> tuple[Row, Row]:
    """How much of a line's vocabulary the rest of the best run shares, and how much the first line does."""
    words = [frozenset(_VOCABULARY.findall(line[:600].lower())) for line in lines]
    seen: dict[str, int] = {}
    for i in range(start, end):
        for word in words[i]:
            seen[word] = seen.get(word, 0) + 1
    shared, titled = [], []
    for i, vocabulary in enumerate(words):
        inside = int(start <= i < end)
        size = max(1, len(vocabulary))
        shared.append(sum([seen.get(word, 0) > inside for word in vocabulary]) / size)
        titled.append(len(vocabulary & words[0]) / size if i else -1.0)
    return shared, titled


def _summary(own: Sequence[Row], at: int) -> Row:
    if not 0 <= at < len(own):
        return [-1.0, -1.0, -1.0, -1.0, -1.0]
    row = own[at]
    return [row[0], row[1], row[2], row[4], row[3]]
