"""What newswire's model sees of a run of words: features as strings, position by position.

A position joins what its word and its neighbours give, adds a few pairs where a capital is near, and what known names
and whole stretches of capitals say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.text.recognisers.newswire_phrases import Phrases
from flows.text.recognisers.newswire_stretches import stretch_features
from flows.text.recognisers.newswire_words import Word, Words

SHORE = 2
"""Words kept on each side of a capital; what lies further off is no name and is not looked at."""

CAPITALS, HEADLINE, SMALL = "uc=", "tc=", "lc="
"""Marks of a run in capitals, of a headline of capitalised words, and of one without any capital."""

NONE: list[str] = []

Island = tuple[int, list[list[str]]]
"""Where a stretch of words around capitals starts in its run, and the features of each of its words."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What ships with a model's weights: word → classes, word → lists, known name → its kinds."""

    classes: Mapping[str, str]
    lists: Mapping[str, str]
    known: Mapping[str, str]


class Features:
    """Features of runs of words, made with the tables of a model."""

    def __init__(self, tables: Tables) -> None:
        """Keep the tables."""
        self._words = Words(tables.classes, tables.lists)
        self._phrases = Phrases(tables.known)
        self._edge = [self._words.word("\n")] * 2

    def of(self, words: Sequence[str], document: Mapping[str, list[str]]) -> list[Island]:
        """Return the islands of a run of words with the features of each, `document` being its text's evidence."""
        row = self._words.row(words)
        islands = _islands(row)
        if not islands:
            return []
        row = [*self._edge, *row, *self._edge]
        case = _case(row)
        wide = self._wide(words, row, case)
        return [
            (start, [_features(row, at, case, document) + wide.get(at, NONE) for at in range(start, end)])
            for start, end in islands
        ]

    def _wide(self, words: Sequence[str], row: Sequence[Word], case: str) -> dict[int, list[str]]:
        """Return by position what more than the five words of the window says."""
        wide = self._phrases.features(words)
        if case != CAPITALS:
            for at, features in stretch_features(row).items():
                wide[at] = wide.get(at, NONE) + features
        return wide


def _islands(row: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the stretches of `row` that may hold names: capitals and SHORE words on each side.

    A run of five words or more without any capital is one stretch, since its names have none either.
    """
    capitals = [at for at, word in enumerate(row) if word.capital]
    if not capitals:
        return [(0, len(row))] if len(row) > 4 else []
    out: list[tuple[int, int]] = []
    start, end = max(0, capitals[0] - SHORE), capitals[0] + SHORE + 1
    for at in capitals:
        if at - SHORE > end:
            out.append((start, end))
            start = at - SHORE
        end = at + SHORE + 1
    return [*out, (start, min(end, len(row)))]


def _features(row: Sequence[Word], start: int, case: str, document: Mapping[str, list[str]]) -> list[str]:
    """Return the features of word `start` of a run; `row` has two edges before its first."""
    second_before, before, here, after, second_after = row[start : start + 5]
    features = here.own + before.to_next + after.to_previous
    if here.dull and before.dull and after.dull:
        return features
    features += second_before.to_second_next
    features += second_after.to_second_previous
    features += (
        f"s3={before.shape}|{here.shape}|{after.shape}",
        f"w-0={before.lower}|{here.lower}",
        f"w0+={here.lower}|{after.lower}",
        f"c-0={before.middle}|{here.middle}",
        f"c0+={here.middle}|{after.middle}",
        f"c3={before.coarse}|{here.coarse}|{after.coarse}",
        f"s4={here.shape}|{after.shape}|{second_after.shape}",
    )
    if here.text in document:
        features += document[here.text]
    if case:
        features.append(f"{case}{here.shape}")
    return features


def _case(row: Sequence[Word]) -> str:
    """Say of a run whether it is in capitals, a headline of capitalised words, or has none: marks, or nothing."""
    letters = [word.shape for word in row if word.shape[:1] in "Xx"]
    if len(letters) < 3:
        return ""
    capital = sum(shape[0] == "X" for shape in letters)
    if capital * 10 < len(letters) * 6:
        return SMALL if capital == 0 else ""
    return CAPITALS if sum(shape in ("XX", "X") for shape in letters) * 10 >= len(letters) * 7 else HEADLINE
