"""What newswire's model sees of a word and of the words around it: features as strings.

What depends on the word alone is made once a distinct word and kept; a position only joins such lists with its
neighbours', and adds a few pairs where a capital is near.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from flows.text.recognisers.newswire_evidence import evidence

MOST_WORDS = 50_000
"""Distinct words whose features are kept; then the store starts anew, so that memory is bounded."""

DIGIT = re.compile(r"\d")
SQUEEZE = re.compile(r"(X|x|d)\1+")


@dataclass(frozen=True, slots=True)
class Word:
    """The features that one word gives to itself and to its neighbours."""

    shape: str
    lower: str
    fine: str
    coarse: str
    dull: bool
    own: list[str]
    to_next: list[str]
    to_second_next: list[str]
    to_previous: list[str]
    to_second_previous: list[str]


class Features:
    """Features of runs of words; `classes` and `lists` are the tables that ship with the model."""

    def __init__(self, classes: Mapping[str, str], lists: Mapping[str, str], known: Set[str] | None = None) -> None:
        """Keep the tables; of a word's features only those in `known` are made, where it is given."""
        self._classes = classes
        self._lists = lists
        self._known = known
        self._words: dict[str, Word] = {}
        self._edge = self._word("\n")

    def of(self, words: Sequence[str], document: Mapping[str, list[str]]) -> list[list[str]]:
        """Return the features of each of `words`, a run of a text whose evidence is `document`."""
        known = self._words
        row = [known.get(word) or self.word(word) for word in words]
        row = [self._edge, self._edge, *row, self._edge, self._edge]
        case = _case(row)
        out = []
        for at, word in enumerate(words, 2):
            before, here, after = row[at - 1], row[at], row[at + 1]
            features = here.own + before.to_next + after.to_previous
            if not (here.dull and before.dull and after.dull):
                features += row[at - 2].to_second_next
                features += row[at + 2].to_second_previous
                features += (
                    f"s3={before.shape}|{here.shape}|{after.shape}",
                    f"w-0={before.lower}|{here.lower}",
                    f"w0+={here.lower}|{after.lower}",
                    f"c-0={before.fine}|{here.fine}",
                    f"c0+={here.fine}|{after.fine}",
                    f"c3={before.coarse}|{here.coarse}|{after.coarse}",
                    f"s4={here.shape}|{after.shape}|{row[at + 2].shape}",
                )
                if word in document:
                    features += document[word]
                if case:
                    features.append(f"{case}{here.shape}")
            out.append(features)
        return out

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
            shape, lower, middle, coarse, shape in ("x", ",", "d"),
            self._keep([*near, f"c={coarse}", *_affixes(word, lower), f"W={word}", f"sl={shape}{len(word)}"]),
            self._keep([f"-1{one}" for one in (*near, f"z={lower[-3:]}")]), self._keep([f"-2{one}" for one in far]),
            self._keep([f"+1{one}" for one in (*near, f"z={lower[-3:]}")]), self._keep([f"+2{one}" for one in far]),
        )  # fmt: skip

    def _class(self, word: str, lower: str) -> str:
        get = self._classes.get
        return get(DIGIT.sub("0", word)) or get(lower) or get(word.title()) or ""

    def _keep(self, features: list[str]) -> list[str]:
        return [one for one in features if self._known is None or one in self._known]


def _affixes(word: str, lower: str) -> list[str]:
    if len(word) < 3:
        return []
    front = [f"p={lower[:n]}" for n in (2, 3, 4) if len(lower) > n]
    back = [f"z={lower[-n:]}" for n in (1, 2, 3, 4) if len(lower) > n]
    return front + back


def _shape(word: str) -> str:
    """`Obama` → `Xx`, `NATO` → `XX`, `I` → `X`, `U.S.` → `X.X.`, `G20` → `Xd`, `the` → `x`."""
    if word.islower() and word.isalpha():
        return "x"
    marks = [
        "X" if one.isupper() else "x" if one.isalpha() else "d" if one.isdigit() else one for one in word[:12]
    ]
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
