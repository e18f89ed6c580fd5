"""dateline's own recogniser: a linear-chain conditional random field over words, shapes, classes and name lists.

Lafferty, McCallum and Pereira 2001; what it was trained on and how well it does stands in docs/model-card-newswire.md.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

from flows.text.recognisers.calibration import calibrated
from flows.text.recognisers.newswire_evidence import evidence
from flows.text.recognisers.newswire_features import Features
from flows.text.recognisers.newswire_known import KNOWN_SCORE, LABELS, UNSURE, is_known_place, known_kind
from flows.text.recognisers.newswire_model import FOLDER, read_model
from flows.text.recognisers.newswire_tokens import Run, plain_runs
from flows.text.recognisers.pieces import pieces
from flows.text.recognisers.rules import RULES_VERSION, apply_rules
from flows.text.records import Label, Span

KNOWN = "model+known"

FAINT, FAINT_ACRONYM, FAINT_SCORE = 0.5, 0.3, 0.7
"""Capitalised words, or an acronym on its own, of which the model is this sure are taken for a name all the same; the
last is such an acronym's score."""

NUMERAL = re.compile("X{0,3}(?:IX|IV|V?I{0,3})")
"""Roman numerals to 39; those beyond look like acronyms (`LLC`, `ICC`)."""

Found = tuple[int, int, Label, float, str]
"""Of a name in a run: its first word, the one after its last, label, score and rule."""

PIECE = 100_000
"""Code points that are looked at together, so that one endless text does not need endless memory."""


LONE = re.compile("[\ud800-\udfff]")
"""Lone surrogates: no reader lets one through, but the tagger cannot write them."""


class Newswire:
    """The newswire recogniser with the span rules around it."""

    name = "newswire"
    languages = frozenset({"en"})

    def __init__(self, folder: Path | str = FOLDER) -> None:
        """Load the model in `folder`; SettingsError where that cannot be used."""
        model = read_model(Path(folder))
        self.version = f"{model.version}, rules {RULES_VERSION}"
        self._features = Features(model.tables)
        self._weights = model.weights
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._weights)

    def recognise(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        """Yield for each text its spans, mended; see the protocol."""
        for text, spans in zip(texts, self.plain(texts), strict=True):
            yield calibrated(apply_rules(text, spans))

    def plain(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        """Yield the model's own spans, as they come; their scores are marginal probabilities, not calibrated."""
        for text in texts:
            sound = LONE.sub("\ufffd", text)
            yield [span for offset, piece in pieces(sound, PIECE) for span in self._spans(offset, piece)]

    def _spans(self, offset: int, text: str) -> Iterator[Span]:
        found = list(plain_runs(text))
        document = evidence(run.words for run in found)
        for run in found:
            for first, features in self._features.of(run.words, document):
                yield from self._tag(run, first, features, offset)

    def _tag(self, run: Run, first: int, features: list[list[str]], offset: int) -> Iterator[Span]:
        marks = self._tagger.tag(features)
        for start, end, label, score, rule in sorted(self._found(run, first, features, marks)):
            begin, stop = run.starts[first + start], run.ends[first + end - 1]
            yield Span(offset + begin, offset + stop, label, score, rule)

    def _found(self, run: Run, first: int, features: list[list[str]], marks: Sequence[str]) -> Iterator[Found]:
        """Yield what the marks say, and of the capitalised words without a mark those that are names all the same."""
        yield from self._names(features, marks)
        words = run.words[first : first + len(marks)]
        for start, end in _unmarked_capitals(words, marks):
            before = run.words[first + start - 1] if first + start else ""
            if faint := self._faint(words, start, end):
                yield faint
            elif is_known_place(before, features, start, end):
                yield start, end, "place", KNOWN_SCORE, KNOWN

    def _names(self, features: list[list[str]], marks: Sequence[str]) -> Iterator[Found]:
        """Yield what the most likely marks say; the score is that of the least likely of a name's marks.

        A known name whose kind the model is unsure of is of the kind that is known.
        """
        for start, end in _stretches(marks):
            score = round(min(self._tagger.marginal(marks[at], at) for at in range(start, end)), 4)
            label = LABELS[marks[start][2:]]
            known = known_kind(features, start, end) if score < UNSURE else None
            yield (start, end, label, score, "model") if known in (None, label) else (start, end, known, score, KNOWN)

    def _faint(self, words: Sequence[str], start: int, end: int) -> Found | None:
        """Return capitalised words as a name where the model holds them for one less firmly than it should.

        A letter alone is none: the party in "Sen. Ann Ray, D-Mass.".
        """
        if end - start == 1 and len(words[start]) == 1:
            return None
        sums = {kind: [self._kind(kind, at) for at in range(start, end)] for kind in LABELS}
        least = min(map(sum, zip(*sums.values(), strict=True)))
        acronym = end - start == 1 and _is_acronym(words[start])
        if least <= (FAINT_ACRONYM if acronym else FAINT):
            return None
        label = LABELS[max(sums, key=lambda kind: sum(sums[kind]))]
        return start, end, label, FAINT_SCORE if acronym else round(least, 4), "model+faint"

    def _kind(self, kind: str, at: int) -> float:
        return float(self._tagger.marginal(f"B-{kind}", at) + self._tagger.marginal(f"I-{kind}", at))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.isalpha() and not NUMERAL.fullmatch(word)


def _unmarked_capitals(words: Sequence[str], marks: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of capitalised words marked `O` that touch no name."""
    start = -1
    for at, (word, mark) in enumerate(zip((*words, "."), (*marks, "O"), strict=True)):
        if mark == "O" and word[0].isupper():
            start = at if start < 0 else start
        elif start >= 0:
            if mark == "O" and (start == 0 or marks[start - 1] == "O"):
                yield start, at
            start = -1


def _stretches(marks: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of a `B-` and the `I-` marks of its kind after it; a stray `I-` begins one too."""
    start = -1
    for at, mark in enumerate(marks):
        if start >= 0 and mark != f"I-{marks[start][2:]}":
            yield start, at
            start = -1
        if start < 0 and mark != "O":
            start = at
    if start >= 0:
        yield start, len(marks)
