"""What newswire's model sees of a word and of the words around it: features as strings.

What depends on the word alone is made once a distinct word and kept; a position only joins such lists with its
neighbours', and adds a few pairs where a capital is near.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

MOST_WORDS = 50_000
"""Distinct words whose features are kept; then the store starts anew, so that memory is bounded."""

SHORE = 2
"""Words kept on each side of a capital; what lies further off is no name and is not looked at."""

DIGIT = re.compile(r"\d")
SQUEEZE = re.compile(r"(X|x|d)\1+")


@dataclass(frozen=True, slots=True)
class Word:
    """The features that one word gives to itself and to its neighbours."""

    text: str
    shape: str
    lower: str
    fine: str
    coarse: str
    dull: bool
    capital: bool
    own: list[str]
    to_next: list[str]
    to_second_next: list[str]
    to_previous: list[str]
    to_second_previous: list[str]


Island = tuple[int, list[list[str]]]
"""Where a stretch of words around capitals starts in its run, and the features of each of its words."""


class Features:
    """Features of runs of words; `classes` and `lists` are the tables that ship with the model."""

    def __init__(self, classes: Mapping[str, str], lists: Mapping[str, str], known: Set[str] | None = None) -> None:
        """Keep the tables; of a word's features only those in `known` are made, where it is given."""
        self._classes = classes
        self._lists = lists
        self._known = known
        self._words: dict[str, Word] = {}
        self._edge = self._word("\n")

    def of(self, words: Sequence[str], document: Mapping[str, list[str]]) -> list[Island]:
        """Return the islands of a run of words with the features of each, `document` being its text's evidence."""
        known = self._words
        row = [known.get(word) or self.word(word) for word in words]
        islands = _islands(row)
        if not islands:
            return []
        row = [self._edge, self._edge, *row, self._edge, self._edge]
        case = _case(row)
        return [(start, [_features(row, at, case, document) for at in range(start, end)]) for start, end in islands]

    def word(self, word: str) -> Word:
        """Return the features of one word, made at its first use."""
        if len(self._words) >= MOST_WORDS:
            self._words.clear()
        made = self._words[word] = self._word(word)
        return made

    def _word(self, word: str) -> Word:
        lower = DIGIT.sub("0", word.lower())
        shape = _shape(word)
        classes = self._class(word, lower)
        coarse, middle, fine = classes.split() if classes else ("", "", "")
        lists = (self._lists.get(word) or self._lists.get(word.title()) or "").split()
        near = [f"w={lower}", f"s={shape}", f"m={middle}", f"f={fine}", *(f"l={one}" for one in lists)]
        far = [f"w={lower}", f"m={middle}", f"s={shape}"]
        return Word(
            word, shape, lower, middle, coarse, shape in ("x", ",", "d"), word != word.lower(),
            self._keep([*near, f"c={coarse}", f"sl={shape}{len(word)}", *_affixes(word, lower)]),
            self._keep([f"-1{one}" for one in (*near, f"z={lower[-3:]}")]), self._keep([f"-2{one}" for one in far]),
            self._keep([f"+1{one}" for one in (*near, f"z={lower[-3:]}")]), self._keep([f"+2{one}" for one in far]),
        )  # fmt: skip

    def _class(self, word: str, lower: str) -> str:
        get = self._classes.get
        return get(DIGIT.sub("0", word)) or get(lower) or get(word.title()) or ""

    def _keep(self, features: list[str]) -> list[str]:
        return [one for one in features if self._known is None or one in self._known]


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
        f"c-0={before.fine}|{here.fine}",
        f"c0+={here.fine}|{after.fine}",
        f"c3={before.coarse}|{here.coarse}|{after.coarse}",
        f"s4={here.shape}|{after.shape}|{second_after.shape}",
    )
    if here.text in document:
        features += document[here.text]
    if case:
        features.append(f"{case}{here.shape}")
    return features


def _affixes(word: str, lower: str) -> list[str]:
    if len(word) < 3:
        return [f"W={word}"] if word != lower else []
    front = [f"p={lower[:n]}" for n in (2, 3, 4) if len(lower) > n]
    back = [f"z={lower[-n:]}" for n in (1, 2, 3, 4) if len(lower) > n]
    return [*front, *back, f"W={word}"] if word != lower else front + back


def _shape(word: str) -> str:
    """`Obama` → `Xx`, `NATO` → `XX`, `I` → `X`, `U.S.` → `X.X.`, `G20` → `Xd`, `the` → `x`."""
    if word.islower() and word.isalpha():
        return "x"
    marks = ["X" if one.isupper() else "x" if one.isalpha() else "d" if one.isdigit() else one for one in word[:12]]
    squeezed = SQUEEZE.sub(r"\1", "".join(marks))
    if squeezed == "X" and len(word) > 1:
        return "XX"
    return squeezed if squeezed[:1] in "Xxd'’\n" else "," if len(word) == 1 else squeezed


def _case(row: Sequence[Word]) -> str:
    """Say of a run whether it is in capitals, a headline of capitalised words, or has none: marks, or nothing."""
    letters = [word.shape for word in row if word.shape[:1] in "Xx"]
    if len(letters) < 3:
        return ""
    capital = sum(shape[0] == "X" for shape in letters)
    if capital * 10 < len(letters) * 6:
        return "lc=" if capital == 0 else ""
    return "uc=" if sum(shape in ("XX", "X") for shape in letters) * 10 >= len(letters) * 7 else "tc="
