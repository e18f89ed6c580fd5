"""Texts with names to learn from: read, cut into runs, marked, and some copied in other dress."""

import gzip
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import require
from flows.text.recognisers.mending import RULES, mend
from flows.text.recognisers.newswire import LABELS
from flows.text.recognisers.newswire_tokens import Run, runs
from flows.text.records import Label, Span

Entity = tuple[int, int, str]

KINDS: Mapping[Label, str] = {label: kind for kind, label in LABELS.items()}
HABITS = {name: RULES[name] for name in ("article", "honorific", "possessive")}

SOURCES: Mapping[str, float] = {
    "gum": 1.0, "crossner": 1.0, "btc": 0.4, "wnut17": 0.5, "ewt-other": 1.0, "pud-wiki": 1.0, "wikigold-even": 1.0,
}  # fmt: skip
"""What is learnt from, and the share of its texts; tweets are sampled down."""

TWEETS = frozenset({"btc", "wnut17"})
COPIED = 0.3
"""Share of texts of which some lines are learnt a second time, in capitals, as a headline or behind a dateline."""

DATELINES = (
    (["LONDON", "(", "Reuters", ")", "-"], ["B-LOC", "O", "B-ORG", "O", "O"]),
    (["MOSCOW", "(", "AP", ")", "—"], ["B-LOC", "O", "B-ORG", "O", "O"]),
    (["NEW", "DELHI", ",", "March", "3", "(", "AFP", ")", "–"], ["B-LOC", "I-LOC", *"OOOO", "B-ORG", "O", "O"]),
    (["WASHINGTON", "—"], ["B-LOC", "O"]),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the names in it."""

    text: str
    entities: Sequence[Entity]


@dataclass(frozen=True, slots=True)
class Marked:
    """The runs of one text, word by word, with a mark for each word: `B-PER`, `I-PER`, `O` and so on.

    A run without marks is there for what it says of words elsewhere, and not learnt from.
    """

    words: list[list[str]]
    marks: list[list[str]]


def read_texts(path: Path) -> list[Text]:
    """Read a file of lines with `text` and `entities`, packed or not."""
    with gzip.open(require(path), "rt") if path.suffix == ".gz" else require(path).open() as lines:
        rows = [json.loads(line) for line in lines]
    return [Text(row["text"], [(start, end, kind) for start, end, kind in row["entities"]]) for row in rows]


def read_source(data: Path, source: str) -> list[Text]:
    """Read one source of the training folder."""
    return read_texts(data / "ner" / "train" / f"{source}.jsonl.gz")


def mark(text: Text) -> Marked:
    """Cut a text into runs and mark each word."""
    found = list(runs(text.text))
    return Marked([run.words for run in found], [_marks(run, text.entities) for run in found])


def in_habit(text: Text) -> Text:
    """Bring the sources to one habit: no article, honorific or possessive in a name."""
    spans = [Span(start, end, LABELS[kind]) for start, end, kind in text.entities]
    mended = mend(text.text, spans, HABITS)
    return Text(text.text, [(span.start, span.end, KINDS[span.label]) for span in mended if span.label in KINDS])


def _marks(run: Run, entities: Sequence[Entity]) -> list[str]:
    marks = ["O"] * len(run.words)
    if not run.words:
        return marks
    for start, end, kind in entities:
        if start >= run.ends[-1] or end <= run.starts[0]:
            continue
        inside = [at for at in range(len(marks)) if run.starts[at] < end and run.ends[at] > start]
        for at in inside:
            marks[at] = ("B-" if at == inside[0] else "I-") + kind
    return marks


def copies(marked: Marked, dice: random.Random) -> Iterator[Marked]:
    """Yield some lines with names again: in capitals, capitalised like a headline, or behind a dateline."""
    named = [at for at, marks in enumerate(marked.marks) if any(one != "O" for one in marks)]
    for at in named[:3]:
        words, marks, dress = marked.words[at][:60], marked.marks[at][:60], dice.random()
        if dress < 0.4:
            yield Marked([[word.upper() for word in words]], [marks])
        elif dress < 0.8:
            yield Marked([[word[:1].upper() + word[1:] if len(word) > 3 else word for word in words]], [marks])
        else:
            line, its_marks = dice.choice(DATELINES)
            yield Marked([line + words], [its_marks + marks])


def training_texts(data: Path, sources: Mapping[str, float], seed: int = 5) -> Iterator[Marked]:
    """Yield what is learnt from `sources`, sampled and copied; seeded."""
    dice = random.Random(seed)
    for source, share in sources.items():
        for text in read_source(data, source):
            if dice.random() > share:
                continue
            marked = mark(in_habit(text))
            yield marked
            if source not in TWEETS and dice.random() < COPIED:
                yield from copies(marked, dice)
