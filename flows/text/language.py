"""Which language is this text in: scripts tell most apart; among those that share one, small words do.

A word list of a few dozen function words per language, each word weighing less the more languages share it: the method
of Grefenstette ("Comparing two language identification schemes", 1995), chosen because it needs no model, starts at
once and reads a text in some 50 µs. The lists are our own, in `languages.json`; `-ing` there is an ending, which counts
for less.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from struct import Struct
from typing import Any

SAMPLE = 1_200  # code points looked at, from the start
_GLANCE = 300  # code points that mostly do
_SURE = 0.8
_FOREIGN = 0.25  # share of what is not ASCII that a text of Latin letters does not reach
_ENOUGH = 1.0  # weight of words below which we would be guessing
_MARGIN = 0.55  # share of the best against the next that makes an answer

_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "[\u3041-\u30ff]"),
    ("ko", "[\uac00-\ud7a3\u1100-\u11ff]"),
    ("zh", "[\u3400-\u9fff]"),
    ("th", "[\u0e01-\u0e5b]"),
    ("he", "[\u05d0-\u05ea]"),
    ("el", "[\u0370-\u03ff\u1f00-\u1fff]"),
    ("bn", "[\u0985-\u09b9]"),
    ("pa", "[\u0a05-\u0a39]"),
    ("gu", "[\u0a85-\u0ab9]"),
    ("ta", "[\u0b85-\u0bb9]"),
    ("te", "[\u0c05-\u0c39]"),
    ("kn", "[\u0c85-\u0cb9]"),
    ("ml", "[\u0d05-\u0d39]"),
    ("si", "[\u0d85-\u0dc6]"),
    ("my", "[\u1000-\u1021]"),
    ("km", "[\u1780-\u17b3]"),
    ("ka", "[\u10d0-\u10ff]"),
    ("hy", "[\u0531-\u0587]"),
    ("am", "[\u1200-\u135a]"),
    ("cyrillic", "[\u0400-\u04ff]"),
    ("arabic", "[\u0621-\u06d3]"),
    ("devanagari", "[\u0905-\u0939]"),
    ("latin", "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
)
_LETTER_WEIGHT = {"ja": 3.0, "zh": 3.0, "ko": 2.5}  # a character of theirs says as much as some letters of an alphabet
_DEFAULT = {"devanagari": "hi", "arabic": "ar", "cyrillic": "ru", "latin": None}
_ENGLISH_FIRST = 1.2  # its small words are short and shared; in doubt it is the likelier language of a text here
_LEAST = {False: 0.45, True: 0.33}  # confidence below which an answer is wrong as often as right; by: is it English
_MOST_USERS = 4  # languages that share a word; one that more share says next to nothing and costs time
_ENDING = 3  # letters of an ending that speaks for a language ("ing", "ung")
_UNIT = 1_000_000  # a weight of 1; the 600 words that a sample holds at most do not fill 32 bits
_MARKS = frozenset("’“”–—‘…«»„")
_ASCII = bytes(range(128))
_ASCII_LETTERS = bytes(at if chr(at).isalpha() or at > 127 else 32 for at in range(256))
_WESTERN = "cp1252"  # has all letters of Western Europe and all the marks
_LOWERED = "".join(
    " " if char in _MARKS or char.isspace() or (char.isascii() and not char.isalpha()) else char.lower()
    for char in bytes(range(256)).decode(_WESTERN, "replace").replace("\ufffd", " ")
).encode(_WESTERN)
"""For each byte of that encoding the letter in lower case, or a blank for what parts words."""
_MOST_WORDS = 6_000  # remembered of each script, those of the lists included
_MARKED_WORD = re.compile(r"[^\s\d।,.;:!?()\"'“”«»،؟–—-]+")  # vowel signs are no word characters to Python


def detect(text: str) -> tuple[str | None, float]:
    """The ISO 639-1 code of the language of `text` and a confidence from 0 to 1; None where there is too little text.

    Looks at the first SAMPLE code points only.
    """
    code, confidence = _detect(text[:_GLANCE])
    return (code, confidence) if confidence >= _SURE or len(text) <= _GLANCE else _detect(text[:SAMPLE])


def _detect(sample: str) -> tuple[str | None, float]:
    western = _in_western(sample)
    if western is None:
        foreign = len(sample) - len(sample.encode("ascii", "ignore"))
    else:
        foreign = len(western.translate(None, _ASCII))
    script = "latin" if foreign < _FOREIGN * len(sample) else _script(sample)
    if script is None:
        return None, 0.0
    if script not in _DEFAULT:
        return script, 0.99
    return _by_words(sample, western, script)


def _script(sample: str) -> str | None:
    counts = {
        name: len(pattern.findall(sample)) * _LETTER_WEIGHT.get(name, 1.0) for name, pattern in _script_patterns()
    }
    if counts["ja"] > 0.1 * counts["zh"]:  # Japanese mixes kana with the characters Chinese is written in
        counts["ja"] += counts["zh"]
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= 4 else None


@lru_cache(maxsize=1)
def _script_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in _SCRIPTS)


def _by_words(sample: str, western: bytes | None, script: str) -> tuple[str | None, float]:
    weights = _weights()[script]
    known: _Known = weights.of_word
    words: Sequence[str | bytes]
    if script != "latin":
        words = _MARKED_WORD.findall(sample.lower())
    elif western is None:
        words = _latin_words(sample)
    else:
        words, known = western.translate(_LOWERED).split(), weights.of_western
    number, total = len(words), sum(filter(None, map(known.__getitem__, words)))
    best, first, second = weights.best_two(weights.lanes.unpack(total.to_bytes(weights.lanes.size, "little")))
    default = _DEFAULT[script]
    if first < _ENOUGH:
        return (default, 0.5) if default and number >= 3 else (None, 0.0)
    share = first / (first + second)
    if share < _MARGIN:
        return (default, 0.5) if default else (None, 0.0)
    confidence = round(share * min(1.0, 0.5 + first / 10), 3)
    return (best, confidence) if confidence >= _LEAST[best == "en"] else (None, 0.0)


def _in_western(sample: str) -> bytes | None:
    """A byte a character, which takes a third of the time; null for a text that has other letters."""
    try:
        return sample.encode(_WESTERN)
    except UnicodeEncodeError:
        return None


def _latin_words(sample: str) -> list[str]:
    """The words of a text in lower case: what stands between the marks that are common in Latin letters."""
    lowered = sample.lower()
    for mark in _MARKS:
        lowered = lowered.replace(mark, " ")
    letters = lowered.encode("utf-8", "surrogatepass").translate(_ASCII_LETTERS)
    return letters.decode("utf-8", "surrogatepass").split()


class _Known(dict[Any, int]):
    """Word or ending (text or bytes) → its weight; other words by their ending, those met first are remembered."""

    def __missing__(self, word: str | bytes) -> int:
        found = self.get(word[-_ENDING:], 0) if len(word) > _ENDING + 1 else 0
        if len(self) < _MOST_WORDS:
            self[word] = found
        return found


class _Weights:
    """What words weigh for every language, each in 32 bits of one number: a text's score for all is their sum."""

    def __init__(self, languages: Mapping[str, str]) -> None:
        self.languages = tuple(sorted(languages))
        self.lanes = Struct(f"<{len(self.languages)}I")
        self.english = self.languages.index("en") if "en" in self.languages else -1
        self.of_word = _Known()
        users: dict[str, list[int]] = {}
        for language, words in languages.items():
            for word in words.split():
                users.setdefault(word, []).append(self.languages.index(language))
        for word, of in users.items():
            weight = round((0.4 if word.startswith("-") else 1.0) / len(of) ** 1.5 * _UNIT)
            if len(of) <= _MOST_USERS:
                self.of_word[word.lstrip("-")] = sum(weight << 32 * at for at in of)
        western = ((_in_western(word), weight) for word, weight in self.of_word.items())
        self.of_western = _Known({word: weight for word, weight in western if word})

    def best_two(self, lanes: Sequence[int]) -> tuple[str, float, float]:
        """The language with the highest score of `lanes`, that score, and the next; of two alike the first by code."""
        rest = list(lanes)
        english = -1.0
        if self.english >= 0:
            english, rest[self.english] = rest[self.english] / _UNIT * _ENGLISH_FIRST, -1
        most = max(rest)
        at, other = rest.index(most), most / _UNIT
        if english > other or (english == other and self.english < at):
            return "en", english, other
        rest[at] = 0
        return self.languages[at], other, max(english, max(rest) / _UNIT)


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, _Weights]:
    """For each script what its words say."""
    text = resources.files("flows.text").joinpath("languages.json").read_text(encoding="utf-8")
    return {script: _Weights(languages) for script, languages in json.loads(text).items()}
