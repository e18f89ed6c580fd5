"""Boosted trees run in plain Python, a whole forest in one pass over the features of a row.

The method is QuickScorer (Lucchese et al., SIGIR 2015): each test that a row fails strikes leaves off, all that one
feature strikes off is known beforehand, and what is left in a tree of eight leaves is one byte. Python's integers of
any length hold the bytes of all trees at once.
"""

from bisect import bisect_left
from collections.abc import Sequence
from math import exp
from operator import getitem
from typing import Any

LEAVES = 8
"""Most leaves a tree may have: its state is one byte."""

MOST_KNOWN = 2_000
"""Combinations of shared features that are remembered at a time."""


class Forest:
    """Trees as `{"trees": [{"tests": [[feature, threshold, first, middle]], "leaves": [value]}]}`.

    A test sends a row on to leaves from `middle` when its feature is above the threshold, which strikes off the leaves
    `[first, middle)`; the leaves are in order from left to right. The score is the sum of the leaves reached.

    Features from `shared` on are alike in many rows (a page has few different class names): what they strike off is
    remembered.
    """

    __slots__ = ("_all", "_known", "_shared", "_size", "_tables", "_tests", "_tests_shared")

    def __init__(self, parameters: dict[str, Any], shared: int = 1_000_000) -> None:
        trees = parameters["trees"]
        self._size = len(trees)
        self._all = (1 << LEAVES * self._size) - 1
        self._tables = [_table(tree["leaves"]) for tree in trees]
        struck: dict[int, dict[float, int]] = {}
        for at, tree in enumerate(trees):
            for feature, threshold, first, middle in tree["tests"]:
                bits = ((1 << middle) - (1 << first)) << LEAVES * at
                known = struck.setdefault(feature, {})
                known[threshold] = known.get(threshold, 0) | bits
        self._tests = [self._ordered(feature, struck[feature]) for feature in sorted(struck) if feature < shared]
        self._shared, self._known = shared, dict[tuple[float, ...], int]()
        self._tests_shared = [self._ordered(at, struck[at]) for at in sorted(struck) if at >= shared]

    def _ordered(self, feature: int, struck: dict[float, int]) -> tuple[int, float, list[float], list[int]]:
        thresholds = sorted(struck)
        left, masks = self._all, [self._all]
        for threshold in thresholds:
            left &= ~struck[threshold]
            masks.append(left)
        return feature, thresholds[0], thresholds, masks

    def score(self, row: Sequence[float]) -> float:
        """Sum of the leaves that the row reaches."""
        left = self._left(row) if self._tests_shared else self._all
        for feature, lowest, thresholds, masks in self._tests:
            value = row[feature]
            if value > lowest:
                left &= masks[bisect_left(thresholds, value)]
        return float(sum(map(getitem, self._tables, left.to_bytes(self._size, "little"))))

    def _left(self, row: Sequence[float]) -> int:
        """What the shared features of the row leave."""
        key = tuple(row[self._shared :])
        left = self._known.get(key)
        if left is None:
            left = self._all
            for feature, lowest, thresholds, masks in self._tests_shared:
                value = row[feature]
                if value > lowest:
                    left &= masks[bisect_left(thresholds, value)]
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            self._known[key] = left
        return left

    def probability(self, row: Sequence[float]) -> float:
        """The score as a probability."""
        return 1.0 / (1.0 + exp(-self.score(row)))


def _table(leaves: Sequence[float]) -> tuple[float, ...]:
    """Value of the first leaf that is left, for each byte; nothing left cannot happen."""
    return (0.0, *(float(leaves[min((byte & -byte).bit_length() - 1, len(leaves) - 1)]) for byte in range(1, 256)))
