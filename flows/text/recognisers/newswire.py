"""dateline's own recogniser: a linear-chain conditional random field over words, shapes, classes and name lists.

Lafferty, McCallum and Pereira 2001; what it was trained on and how well it does stands in docs/model-card-newswire.md.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

from flows.text.recognisers.newswire_evidence import evidence
from flows.text.recognisers.newswire_features import Features
from flows.text.recognisers.newswire_model import FOLDER, read_model
from flows.text.recognisers.newswire_tokens import Run, runs
from flows.text.recognisers.pieces import pieces
from flows.text.recognisers.rules import apply_rules
from flows.text.records import Label, Span

LABELS: dict[str, Label] = {"PER": "person", "ORG": "organization", "LOC": "place"}
"""Label of the model → ours. Countries and groups are told from places later."""

PIECE = 100_000
"""Code points that are looked at together, so that one endless text does not need endless memory."""


class Newswire:
    """The newswire recogniser with the span rules around it."""

    name = "newswire"
    languages = frozenset({"en"})

    def __init__(self, folder: Path | str = FOLDER) -> None:
        """Load the model in `folder`; SettingsError where that cannot be used."""
        model = read_model(Path(folder))
        self.version = model.version
        self._features = Features(model.classes, model.lists)
        self._weights = model.weights
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._weights)

    def recognise(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        """Yield for each text its spans, mended; see the protocol."""
        for text, spans in zip(texts, self.plain(texts), strict=True):
            yield apply_rules(text, spans)

    def plain(self, texts: Sequence[str]) -> Iterator[list[Span]]:
        """Yield the model's own spans, as they come."""
        for text in texts:
            yield [span for offset, piece in pieces(text, PIECE) for span in self._spans(offset, piece)]

    def _spans(self, offset: int, text: str) -> Iterator[Span]:
        found = list(runs(text))
        document = evidence(run.words for run in found)
        for run in found:
            for first, features in self._features.of(run.words, document):
                yield from self._tag(run, first, features, offset)

    def _tag(self, run: Run, first: int, features: list[list[str]], offset: int) -> Iterator[Span]:
        marks = self._tagger.tag(features)
        for start, end in _stretches(marks):
            kind = marks[start][2:]
            score = min(self._tagger.marginal(marks[at], at) for at in range(start, end))
            begin, stop = run.starts[first + start], run.ends[first + end - 1]
            yield Span(offset + begin, offset + stop, LABELS[kind], round(score, 4))


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
