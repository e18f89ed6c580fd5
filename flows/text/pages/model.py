"""The model that tells article from the rest: a forest on each line, then a small one on what the first thought.

Its parameters are `model.json.gz`, written by `python -m benchmarks.fit_blocks`; they are read at the first page.
"""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from flows.text.forest import Forest
from flows.text.pages.features import FEATURES, MARKS_FROM, features
from flows.text.pages.neighbours import SECOND, second_look
from flows.text.pages.walk import Box, Line


@dataclass(frozen=True, slots=True)
class Model:
    """Two forests, the probability from which a line stays, and the version that stands in the ledger."""

    first: Forest
    second: Forest
    threshold: float
    version: str

    def scores(self, lines: Sequence[Line], rows: Sequence[list[float] | None]) -> list[float | None]:
        """The probability that each line belongs to the article; null for lines without a row (links alone)."""
        first = [self.first.probability(row) if row else 0.0 for row in rows]
        looks = second_look(lines, first, [row is not None for row in rows])
        return [self.second.probability(look) if look else None for look in looks]


@lru_cache(maxsize=1)
def load() -> Model:
    """The model that ships with dateline."""
    packed = files("flows.text.pages").joinpath("model.json.gz").read_bytes()
    return build(json.loads(gzip.decompress(packed)))


def build(parameters: dict[str, Any]) -> Model:
    """A model from parameters as `benchmarks.fit_blocks` writes them; refuses those made for other features."""
    if parameters["features"] != list(FEATURES) or parameters["second"] != list(SECOND):
        raise ValueError("the page model was fitted for other features: run python -m benchmarks.fit_blocks")
    first, second = Forest(parameters["forests"][0], MARKS_FROM), Forest(parameters["forests"][1])
    return Model(first, second, float(parameters["threshold"]), str(parameters["version"]))


def score(lines: Sequence[Line], boxes: list[Box], titles: frozenset[str]) -> list[float | None]:
    """What the shipped model gives each line of a page."""
    return load().scores(lines, features(lines, boxes, titles))
