"""Known names against the model: places that it overlooks (`in Fallujah`), and names whose kind it is unsure of."""

from collections.abc import Sequence

from flows.text.records import Label

INTO = frozenset(
    [
        "in", "at", "near", "from", "to", "of", "around", "outside", "inside", "toward", "towards", "into", "across",
        "via", "between", "over", "through", "throughout",
    ]
)  # fmt: skip
"""Words after which a known place is taken for one."""

KNOWN_SCORE = 0.7
"""Before calibration."""

LABELS: dict[str, Label] = {"PER": "person", "ORG": "organization", "LOC": "place"}
"""Label of the model → ours. Countries and groups are told from places later."""

UNSURE = 0.7
"""Score below which the kind that the model gives a known name is open: then it is of the kind that is known."""


def is_known_place(before: str, features: Sequence[Sequence[str]], start: int, end: int) -> bool:
    """Say whether the words `[start, end)` are one known name of a place and of nothing else, behind a word of INTO.

    `before` is the word that stands before them, empty at the start of a line.
    """
    return before.lower() in INTO and known_kind(features, start, end) == "place"


def known_kind(features: Sequence[Sequence[str]], start: int, end: int) -> Label | None:
    """Return the kind of the words `[start, end)` when they are one known name, whole and of no other kind."""
    first, *rest = [_mark(of_word) for of_word in features[start : end + 1]]
    behind = rest.pop() if len(features) > end else ""
    begins, _, kind = first.partition("-")
    whole = begins == ("B" if rest else "B1") and all(mark == f"I-{kind}" for mark in rest) and behind != f"I-{kind}"
    return LABELS.get(kind) if whole else None


def _mark(features: Sequence[str]) -> str:
    """Return the mark that newswire_phrases.py gave to a word, or nothing."""
    return next((one[2:] for one in features if one.startswith("g=")), "")
