"""Second look at each line: what the first thought of it, of its neighbours, and of what shares its boxes."""

from collections.abc import Hashable, Sequence
from itertools import accumulate
from math import log1p

from flows.text.pages.containers import group_key
from flows.text.pages.measures import HEADINGS, count_words
from flows.text.pages.walk import Box, Line

_REACH = (-4, -3, -2, -1, 1, 2, 3, 4)
SECOND = (
    "first", *(f"first{at:+d}" for at in _REACH), "in_box", "in_parent", "in_grand", "in_great", "in_group",
    "near", "words_in_parent", "words_in_grand", "highest_before", "highest_after", "kept_before", "kept_after",
    "words", "link", "heading", "bold", "images", "bullet", "highest", "kept_words",
)  # fmt: skip
"""Names of a row's numbers, in their order."""


def second_look(lines: Sequence[Line], first: Sequence[float], asked: Sequence[bool]) -> list[list[float] | None]:
    """One row of `SECOND` for each line asked for, from the first probabilities of all lines."""
    words = [count_words(line.text) for line in lines]
    worth = [log1p(count) for count in words]
    boxes = [_four(line.box) for line in lines]
    by_box = [_means([four[up].index for four in boxes], first, worth) for up in range(4)]
    by_words = [_means([four[up].index for four in boxes], first, words) for up in (1, 2)]
    by_group = _means([group_key(line.box) for line in lines], first, worth)
    kept = list(accumulate((chance * count for chance, count in zip(first, words, strict=True)), initial=0.0))
    spread = list(accumulate(words, initial=0))
    before = list(accumulate(first, max, initial=0.0))
    after = list(accumulate(reversed(first), max, initial=0.0))[::-1]
    total, count = kept[-1] or 1.0, len(lines)
    padded = [0.0] * 4 + list(first) + [0.0] * 4
    rows: list[list[float] | None] = []
    for at, line in enumerate(lines):
        if not asked[at]:
            rows.append(None)
            continue
        low, high = max(0, at - 8), min(count, at + 9)
        rows.append([
            first[at], *[padded[at + 4 + side] for side in _REACH], by_box[0][at], by_box[1][at], by_box[2][at],
            by_box[3][at], by_group[at], (kept[high] - kept[low]) / (spread[high] - spread[low] or 1), by_words[0][at],
            by_words[1][at], before[at], after[at + 1], kept[at] / total, 1 - kept[at + 1] / total, words[at],
            line.linked / len(line.text), line.box.tag in HEADINGS, line.bold / len(line.text), line.images,
            line.box.tag == "li", before[-1], kept[-1],
        ])  # fmt: skip
    return rows


def _four(box: Box) -> tuple[Box, Box, Box, Box]:
    parent = box.parent or box
    grand = parent.parent or parent
    return box, parent, grand, grand.parent or grand


def _means(keys: Sequence[Hashable], values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """For each line the weighted mean of the values of all lines that share its key."""
    sums: dict[Hashable, float] = {}
    counts: dict[Hashable, float] = {}
    for key, value, weight in zip(keys, values, weights, strict=True):
        sums[key] = sums.get(key, 0.0) + value * weight
        counts[key] = counts.get(key, 0.0) + weight
    return [sums[key] / (counts[key] or 1.0) for key in keys]
