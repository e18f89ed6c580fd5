"""Fit the model of the page cleaner and write its parameters as data: `python -m benchmarks.fit_blocks`.

Needs lightgbm, numpy, and the extractors whose votes stand in for gold (trafilatura, readability-lxml, resiliparse).
Seeded and on one thread: the same input and versions give the same bytes.
"""

import argparse
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.bench_pages import Page, fold_of, load
from benchmarks.block_labels import Extractor, Labels, labels
from benchmarks.boosted import OPTIONS, boost, forest
from benchmarks.page_peers import peers
from flows.text.pages import metadata, tree
from flows.text.pages.features import FEATURES, features
from flows.text.pages.neighbours import SECOND, second_look
from flows.text.pages.titles import candidates
from flows.text.pages.walk import Line, lines_of

MODEL = Path(__file__).parent.parent / "flows" / "text" / "pages" / "model.json.gz"
VERSION = "4"
THRESHOLD = 0.5
INNER_FOLDS = 3
BELIEVED = {
    "trafilatura precision": 2.0, "trafilatura standard": 1.0, "trafilatura fast": 1.0, "readability-lxml": 1.0,
    "resiliparse": 0.5,
}  # fmt: skip
"""Extractors whose answers stand in for gold, and how much the vote of each counts."""

COMMON = {**OPTIONS, "objective": "cross_entropy", "bagging_freq": 1, "bagging_fraction": 0.8}
FIRST = {**COMMON, "learning_rate": 0.1, "feature_fraction": 0.35, "min_data_in_leaf": 60}
FIRST_TREES = 240
SECOND_LOOK = {**COMMON, "learning_rate": 0.06, "feature_fraction": 0.6, "min_data_in_leaf": 80}
SECOND_TREES = 90


@dataclass(frozen=True, slots=True)
class Example:
    """A page ready to learn from."""

    page: Page
    lines: list[Line]
    rows: list[list[float] | None]
    labels: Labels

    @property
    def asked(self) -> list[bool]:
        """Which lines the model is asked about."""
        return [row is not None for row in self.rows]


def examples(pages: Sequence[Page], known: Mapping[str, Extractor]) -> list[Example]:
    """Walk, measure and label each page that shows any text; `known` are the extractors that there are, by name."""
    voters = [(known[name], weight) for name, weight in BELIEVED.items() if name in known]
    made = []
    for page in pages:
        root = tree.parse(page.markup)
        said = metadata.read(root, {})
        titles = candidates(root, said.titles)
        tree.relieve(root)
        lines, boxes = lines_of(root)
        if lines:
            rows = features(lines, boxes, titles, said.summary)
            made.append(Example(page, lines, rows, labels(page, lines, titles, voters)))
    return made


def fit(given: Sequence[Example]) -> dict[str, Any]:
    """Parameters of a model that learnt from `given`; its second forest learns from answers on pages not seen."""
    first = train(given, [example.rows for example in given], FIRST, FIRST_TREES)
    answers: dict[str, list[float]] = {}
    for part in range(INNER_FOLDS):
        seen = [example for example in given if fold_of(example.page.site, INNER_FOLDS, "inner") != part]
        aside = [example for example in given if fold_of(example.page.site, INNER_FOLDS, "inner") == part]
        model = train(seen, [example.rows for example in seen], FIRST, FIRST_TREES)
        answers |= {example.page.id: ask(model, example.rows) for example in aside}
    looks = [second_look(example.lines, answers[example.page.id], example.asked) for example in given]
    second = train(given, looks, SECOND_LOOK, SECOND_TREES)
    return {
        "version": VERSION, "threshold": THRESHOLD, "features": list(FEATURES), "second": list(SECOND),
        "forests": [forest(first), forest(second)],
    }  # fmt: skip


def train(
    given: Sequence[Example], rows: Sequence[list[list[float] | None]], options: dict[str, Any], trees: int
) -> Any:
    """A boosted forest on the rows that there are."""
    x, y, weights = [], [], []
    for example, own in zip(given, rows, strict=True):
        for row, value, weight in zip(own, example.labels.values, example.labels.weights, strict=True):
            if row is not None and weight:
                x.append(row)
                y.append(value)
                weights.append(weight)
    return boost(x, y, weights, options, trees)


def ask(model: Any, rows: Sequence[list[float] | None]) -> list[float]:
    """What a forest says of each row; 0 for lines without one."""
    import numpy

    known = [row for row in rows if row is not None]
    said = iter(model.predict(numpy.array(known, dtype=float), num_threads=1).tolist() if known else [])
    return [next(said) if row is not None else 0.0 for row in rows]


def main() -> None:
    """Fit on all pages and write the file."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--data", type=Path, default=Path("../shared/bench"), help="folder of the evaluation data")
    cli.add_argument("--out", type=Path, default=MODEL)
    args = cli.parse_args()
    given = examples(load(args.data), peers())
    packed = gzip.compress(json.dumps(fit(given), separators=(",", ":")).encode(), mtime=0)
    args.out.write_bytes(packed)
    print(f"{args.out}: {len(packed):,} bytes from {len(given)} pages")


if __name__ == "__main__":
    main()
