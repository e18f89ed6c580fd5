"""What newswire's model sees of one word: itself, its shape, affixes, classes and lists, made once and kept."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_WORDS = 50_000
"""Distinct words that are kept; then the store starts anew, so that memory is bounded."""

LONGEST_WORD = 500
"""Code points of a word that are looked at; the longest that was learnt from has 473."""

DIGIT = re.compile(r"\d")
SQUEEZE = re.compile(r"(X|x|d)\1+")


@dataclass(frozen=True, slots=True)
class Word:
    """The features that one word gives to itself and to its neighbours.

    `middle` and `coarse` are its classes, `lists` those that it is on; a `dull` one is in small letters, a number or a
    mark.
    """

    text: str
    shape: str
    lower: str
    middle: str
    coarse: str
    lists: list[str]
    dull: bool
    capital: bool
    own: list[str]
    to_next: list[str]
    to_second_next: list[str]
    to_previous: list[str]
    to_second_previous: list[str]


class Words:
    """Words by their text; `classes` and `lists` are the tables that ship with the model."""

    def __init__(self, classes: Mapping[str, str], lists: Mapping[str, str]) -> None:
        """Keep the tables."""
        self._classes = classes
        self._lists = lists
        self._words: dict[str, Word] = {}

    def row(self, words: Iterable[str]) -> list[Word]:
        """Return each of `words` with its features, made at its first use."""
        known = self._words
        return [known.get(word) or self.word(word) for word in words]

    def word(self, word: str) -> Word:
        """Return one word, made anew and kept."""
        if len(self._words) >= MOST_WORDS:
            self._words.clear()
        made = self._words[word] = self._made(word)
        return made

    def _made(self, text: str) -> Word:
        word = text[:LONGEST_WORD]
        lower, shape = DIGIT.sub("0", word.lower()), shape_of(word)
        coarse, middle, fine = self._class(word, lower).split() or ("", "", "")
        lists = (self._lists.get(word) or self._lists.get(word.title()) or "").split()
        near = [f"w={lower}", f"s={shape}", f"m={middle}", f"f={fine}", *(f"l={one}" for one in lists)]
        beside, far = [*near, f"z={lower[-3:]}"], [f"w={lower}", f"m={middle}", f"s={shape}"]
        return Word(
            text, shape, lower, middle, coarse, lists, shape in ("x", ",", "d"), word != word.lower(),
            [*near, *self._twin(word), f"c={coarse}", f"sl={shape}{len(word)}", *_affixes(word, lower)],
            [f"-1{one}" for one in beside], [f"-2{one}" for one in far],
            [f"+1{one}" for one in beside], [f"+2{one}" for one in far],
        )  # fmt: skip

    def _twin(self, word: str) -> list[str]:
        """Say of a capitalised word whether its twin in small letters is a common word, and of what class."""
        if word == word.lower():
            return []
        get = self._classes.get
        twin, known = get(word.lower()), get(word) or get(word.title())
        return [f"k={bool(twin)}{bool(known)}", f"km={twin.split()[1] if twin else ''}"]

    def _class(self, word: str, lower: str) -> str:
        get = self._classes.get
        return get(DIGIT.sub("0", word)) or get(lower) or get(word.title()) or ""


def _affixes(word: str, lower: str) -> list[str]:
    if len(word) < 3:
        return [f"W={word}"] if word != lower else []
    front = [f"p={lower[:n]}" for n in (2, 3, 4) if len(lower) > n]
    back = [f"z={lower[-n:]}" for n in (1, 2, 3, 4) if len(lower) > n]
    return [*front, *back, f"W={word}"] if word != lower else front + back


def shape_of(word: str) -> str:
    """`Obama` → `Xx`, `NATO` → `XX`, `I` → `X`, `U.S.` → `X.X.`, `G20` → `Xd`, `the` → `x`."""
    if word.islower() and word.isalpha():
        return "x"
    marks = ["X" if one.isupper() else "x" if one.isalpha() else "d" if one.isdigit() else one for one in word[:12]]
    squeezed = SQUEEZE.sub(r"\1", "".join(marks))
    if squeezed == "X" and len(word) > 1:
        return "XX"
    return squeezed if squeezed[:1] in "Xxd'’\n" else "," if len(word) == 1 else squeezed
