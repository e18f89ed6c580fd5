"""Make newswire's model again, byte for byte: `python -m benchmarks.train_names --data ../shared/bench`.

Word classes and name lists first; then two teachers, each from one half of the annotated texts, which with spaCy's
small model label unlabelled news by vote; then the model, from annotated and voted texts. Everything is seeded.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before NumPy: one thread gives the same sums each time

import random
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, islice
from pathlib import Path

import pycrfsuite

from benchmarks.measure import parser
from benchmarks.names_classes import word_classes
from benchmarks.names_data import SOURCES, Marked, Text, copies, mark, read_source, read_unlabelled, training_texts
from benchmarks.names_lists import name_lists
from benchmarks.names_vote import vote
from flows.text.recognisers.newswire import Newswire
from flows.text.recognisers.newswire_evidence import evidence
from flows.text.recognisers.newswire_features import Features
from flows.text.recognisers.newswire_model import FOLDER, write_model
from flows.text.recognisers.newswire_tokens import runs
from flows.text.recognisers.newswire_words import DIGIT
from flows.text.recognisers.spacy_english import SpacyEnglish
from flows.text.records import Span

VERSION = "newswire 1"
ROUNDS, TEACHER_ROUNDS = 60, 40
"""Of L-BFGS, for the model and for its teachers."""
LABELLED_SHARE = 0.4
"""Share of the unlabelled sentences that are put to the vote."""
VOTED_COPIED = 0.05
C1, C2 = 0.1, 0.05
CLASS_SOURCES = (*SOURCES, "wikiann", "re3d", "sec")

Tables = tuple[dict[str, str], dict[str, str]]


def main() -> None:
    """Train into a folder."""
    made = parser(__doc__ or "")
    made.add_argument("--out", type=Path, default=FOLDER, help="folder to write the model to (default: the package's)")
    made.add_argument("--without", nargs="*", default=[], metavar="SOURCE", help="leave the names of these sources out")
    options = made.parse_args()
    build(options.data, options.out, options.without)


def build(data: Path, out: Path, without: Collection[str] = ()) -> None:
    """Train a model into the folder `out`, without what is annotated in the sources `without`."""
    sources = {source: share for source, share in SOURCES.items() if source not in without}
    tables = make_tables(data)
    _say("word classes and lists made")
    voted = self_label(data, sources, tables)
    _say(f"{len(voted)} sentences labelled by vote")
    train(chain(training_texts(data, sources), _dressed(voted)), tables, out)
    _say(f"model in {out}")


@cache
def make_tables(data: Path) -> Tables:
    """Learn word → classes and word → lists; annotation is used of the silver text alone."""
    texts = [text.text for source in CLASS_SOURCES for text in read_source(data, source)]
    found = (run for text in (*read_unlabelled(data), *texts) for run in runs(text))
    classes = word_classes([[DIGIT.sub("0", word) for word in run.words] for run in found])
    return {word: " ".join(map(str, its)) for word, its in classes.items()}, name_lists(read_source(data, "wikiann"))


def self_label(data: Path, sources: Mapping[str, float], tables: Tables) -> list[Text]:
    """Label unlabelled news by vote of spaCy's model and two of ours that have seen no text in common."""
    with tempfile.TemporaryDirectory() as folder:
        halves = [Path(folder) / name for name in ("even", "odd")]
        for start, out in enumerate(halves):
            train(islice(training_texts(data, sources), start, None, 2), tables, out, TEACHER_ROUNDS)
            _say(f"teacher {out.name} made")
        teachers = [Newswire(out).plain(_sample(data)) for out in halves]
        return list(vote(_sample(data), [*teachers, _spacy_ballots(data)]))


@cache
def _spacy_ballots(data: Path) -> list[list[Span]]:
    return list(SpacyEnglish().plain(_sample(data)))


def _sample(data: Path, seed: int = 8) -> list[str]:
    dice = random.Random(seed)
    return [line for line in read_unlabelled(data) if dice.random() < LABELLED_SHARE]


def _dressed(voted: Iterable[Text], seed: int = 7) -> Iterator[Marked]:
    dice = random.Random(seed)
    for text in voted:
        marked = mark(text)
        yield marked
        if dice.random() < VOTED_COPIED:
            yield from copies(marked, dice)


def train(texts: Iterable[Marked], tables: Tables, out: Path, rounds: int = ROUNDS) -> None:
    """Train on `texts` and write model, tables and manifest to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    features = Features(*tables)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for text in texts:
        _append(trainer, features, text)
    trainer.set_params({"c1": C1, "c2": C2, "max_iterations": rounds})
    with tempfile.TemporaryDirectory() as scratch:
        trainer.train(str(Path(scratch) / "model"))
        write_model(out, VERSION, (Path(scratch) / "model").read_bytes(), *tables)


def _append(trainer: pycrfsuite.Trainer, features: Features, text: Marked) -> None:
    document = evidence(text.words)
    for words, marks in zip(text.words, text.marks, strict=True):
        for first, island in features.of(words, document):
            trainer.append(island, marks[first : first + len(island)])


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
