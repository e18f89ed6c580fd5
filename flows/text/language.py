"""Which language is this text in: scripts tell most apart; among those that share one, small words do.

A word list of a few dozen function words per language, each word weighing less the more languages share it: the method
of Grefenstette ("Comparing two language identification schemes", 1995), chosen because it needs no model, starts at
once and reads a text in some 50 µs. The lists are our own, in `languages.json`; `-ing` there is an ending, which counts
for less.
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

SAMPLE = 1_200  # code points looked at, from the start
_GLANCE = 300  # code points that mostly do
_SURE = 0.8
_MOSTLY = 0.75  # share of ASCII in a text of Latin letters
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
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 20_000  # remembered of each script, those of the lists included
_MARKED_WORD = re.compile(r"[^\s\d।,.;:!?()\"'“”«»،؟–—-]+")  # vowel signs are no word characters to Python


def detect(text: str) -> tuple[str | None, float]:
    """The ISO 639-1 code of the language of `text` and a confidence from 0 to 1; None where there is too little text.

    Looks at the first SAMPLE code points only.
    """
    code, confidence = _detect(text[:_GLANCE])
    return (code, confidence) if confidence >= _SURE or len(text) <= _GLANCE else _detect(text[:SAMPLE])


def _detect(sample: str) -> tuple[str | None, float]:
    plain = len(sample) if sample.isascii() else len(sample.encode("ascii", "ignore"))
    script = "latin" if plain > _MOSTLY * len(sample) else _script(sample)
    if script is None:
        return None, 0.0
    if script not in _DEFAULT:
        return script, 0.99
    return _by_words(sample, script)


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


def _by_words(sample: str, script: str) -> tuple[str | None, float]:
    weights = _weights()[script]
    scores: dict[str, float] = {}
    words = (_WORD if script == "latin" else _MARKED_WORD).findall(sample.lower())
    for speaks_for in filter(None, map(weights.__getitem__, words)):
        for language, weight in speaks_for:
            scores[language] = scores.get(language, 0.0) + weight
    if "en" in scores:
        scores["en"] *= _ENGLISH_FIRST
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    default = _DEFAULT[script]
    if not ranked or ranked[0][1] < _ENOUGH:
        return (default, 0.5) if default and len(words) >= 3 else (None, 0.0)
    best, first = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    share = first / (first + second)
    if share < _MARGIN:
        return (default, 0.5) if default else (None, 0.0)
    confidence = round(share * min(1.0, 0.5 + first / 10), 3)
    return (best, confidence) if confidence >= _LEAST[best == "en"] else (None, 0.0)


class _Weights(dict[str, tuple[tuple[str, float], ...]]):
    """Word or ending → the languages that use it, with its weight there; other words by their ending, remembered."""

    def __missing__(self, word: str) -> tuple[tuple[str, float], ...]:
        found = self.get(word[-_ENDING:], ()) if len(word) > _ENDING + 1 else ()
        if len(self) < _MOST_WORDS:
            self[word] = found
        return found


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, _Weights]:
    """For each script: word → languages that use it, with its weight there."""
    text = resources.files("flows.text").joinpath("languages.json").read_text(encoding="utf-8")
    made: dict[str, _Weights] = {}
    for script, languages in json.loads(text).items():
        users: dict[str, list[str]] = {}
        for language, words in languages.items():
            for word in words.split():
                users.setdefault(word, []).append(language)
        made[script] = _Weights(
            (word.lstrip("-"), tuple((one, (0.4 if word.startswith("-") else 1.0) / len(of) ** 1.5) for one in of))
            for word, of in users.items()
            if len(of) <= _MOST_USERS
        )
    return made
