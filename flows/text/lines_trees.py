"""Gradient-boosted trees, evaluated in plain Python: a few dozen look-ups a tree and line, and no library.

A tree is a nested list `[feature, threshold, at most, above]` whose leaves are numbers; a forest's answer is the
logistic function of its base and the sum of its leaves (Friedman, "Greedy function approximation", 2001).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Any


@dataclass(frozen=True, slots=True)
class Forest:
    """`base` is a log-odds; `trees` as in the module's docstring."""

    base: float
    trees: Sequence[Any]

    def probability(self, row: Sequence[float]) -> float:
        """How likely the row is of the class that the trees were fitted for."""
        total = self.base
        for node in self.trees:
            while node.__class__ is list:
                node = node[2] if row[node[0]] <= node[1] else node[3]
            total += node
        return 1.0 / (1.0 + exp(-max(-60.0, min(60.0, total))))
