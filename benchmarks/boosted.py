"""Fit boosted trees, the same each time, and write them down as `flows.text.forest` runs them. Needs lightgbm."""

from collections.abc import Sequence
from typing import Any

OPTIONS: dict[str, Any] = {
    "num_leaves": 8, "lambda_l2": 5.0, "max_bin": 63, "seed": 7, "deterministic": True, "force_row_wise": True,
    "num_threads": 1, "verbose": -1,
}  # fmt: skip
"""What all our forests are fitted with: seeded, on one thread, with trees of as many leaves as fit a byte."""


def boost(
    rows: Sequence[Sequence[float]],
    values: Sequence[float],
    weights: Sequence[float],
    options: dict[str, Any],
    trees: int,
) -> Any:
    """A boosted forest that gives each row the probability of its value."""
    import lightgbm
    import numpy

    data = lightgbm.Dataset(numpy.array(rows, dtype=float), numpy.array(values), weight=numpy.array(weights))
    return lightgbm.train(options, data, trees)


def forest(model: Any) -> dict[str, Any]:
    """A fitted forest in the form that `flows.text.forest` runs."""
    return {"trees": [tree_of(info["tree_structure"]) for info in model.dump_model()["tree_info"]]}


def tree_of(node: dict[str, Any]) -> dict[str, Any]:
    """One tree: leaves from left to right, and the leaves that each test strikes off."""
    tests: list[list[float]] = []
    leaves: list[float] = []

    def descend(at: dict[str, Any]) -> None:
        if "split_feature" not in at:
            leaves.append(round(at["leaf_value"], 6))
            return
        first = len(leaves)
        descend(at["left_child"])
        tests.append([at["split_feature"], float(f"{at['threshold']:.9g}"), first, len(leaves)])
        descend(at["right_child"])

    descend(node)
    return {"tests": tests, "leaves": leaves}
