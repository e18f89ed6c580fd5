"""Known places that the model overlooks: `in Fallujah` is one, however seldom what was learnt from calls it a name."""

from collections.abc import Sequence

INTO = frozenset(
    [
        "in", "at", "near", "from", "to", "of", "around", "outside", "inside", "toward", "towards", "into", "across",
        "via", "between", "over", "through", "throughout",
    ]
)  # fmt: skip
"""Words after which a known place is taken for one."""

KNOWN_SCORE = 0.7
"""Before calibration."""


def is_known_place(before: str, features: Sequence[Sequence[str]]) -> bool:
    """Say whether words with these features are one known name of a place and of nothing else, behind a word of INTO.

    `before` is the word that stands before them, empty at the start of a line.
    """
    if before.lower() not in INTO:
        return False
    first, *rest = [_mark(of_word) for of_word in features]
    return first == ("B-LOC" if rest else "B1-LOC") and all(mark == "I-LOC" for mark in rest)


def _mark(features: Sequence[str]) -> str:
    """Return the mark that newswire_phrases.py gave to a word, or nothing."""
    return next((one[2:] for one in features if one.startswith("g=")), "")
