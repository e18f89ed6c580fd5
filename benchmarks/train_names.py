"""Make newswire's model again, byte for byte: `python -m benchmarks.train_names --data ../shared/bench`.

Word classes and name lists first, then the model, from annotated texts and from news that was labelled by vote
(label_news.py). Everything is seeded.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before NumPy: one thread gives the same sums each time

import random
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pycrfsuite

from benchmarks.measure import parser
from benchmarks.names_classes import word_classes
from benchmarks.names_data import SOURCES, Marked, copies, read_source, training_texts
from benchmarks.names_known import known_names, with_persons
from benchmarks.names_lists import name_lists
from benchmarks.names_news import VOTED, read_unlabelled, read_voted
from benchmarks.names_weights import rounded
from flows.text.recognisers.newswire_evidence import evidence
from flows.text.recognisers.newswire_features import Features, Tables
from flows.text.recognisers.newswire_model import FOLDER, write_model
from flows.text.recognisers.newswire_tokens import runs
from flows.text.recognisers.newswire_words import DIGIT

VERSION = "newswire 5"
ROUNDS = 60
"""Of L-BFGS."""
VOTERS_UNSEEN = frozenset({"wikigold-even"})
"""Sources that those who labelled the news had not learnt from."""
VOTED_COPIED = 0.05
C1, C2 = 0.1, 2.0
"""Penalties, chosen on models that had seen none of the sources alike to what is scored; see the model card."""
CLASS_SOURCES = (*SOURCES, "wikiann", "re3d", "sec")


def main() -> None:
    """Train into a folder."""
    made = parser(__doc__ or "")
    made.add_argument("--out", type=Path, default=FOLDER, help="folder to write the model to (default: the package's)")
    made.add_argument("--without", nargs="*", default=[], metavar="SOURCE", help="leave the names of these sources out")
    made.add_argument("--labels", type=Path, help="labelled news that label_news.py made without these sources too")
    options = made.parse_args()
    build(options.data, options.out, options.without, options.labels)


def build(data: Path, out: Path, without: Collection[str] = (), labels: Path | None = None) -> None:
    """Train a model into the folder `out`, without what is annotated in the sources `without`.

    Nor does it learn, then, from the news that ships labelled, where those who voted had seen these sources; `labels`
    is a file to read instead.
    """
    sources = {source: share for source, share in SOURCES.items() if source not in without}
    tables = make_tables(data)
    _say("word classes and lists made")
    file = labels or (VOTED if VOTERS_UNSEEN.issuperset(without) else None)
    voted = read_voted(data, file) if file else ()
    train(chain(training_texts(data, sources), _dressed(voted)), tables, out)
    _say(f"model in {out}")


@cache
def make_tables(data: Path) -> Tables:
    """Learn word → classes and word → lists, and read the known names; annotation is used of the silver text alone."""
    texts = [text.text for source in CLASS_SOURCES for text in read_source(data, source)]
    found = (run for text in (*read_unlabelled(data), *texts) for run in runs(text))
    classes = word_classes([[DIGIT.sub("0", word) for word in run.words] for run in found])
    lists = with_persons(name_lists(read_source(data, "wikiann")))
    return Tables({word: " ".join(map(str, its)) for word, its in classes.items()}, lists, known_names())


def _dressed(voted: Iterable[Marked], seed: int = 7) -> Iterator[Marked]:
    dice = random.Random(seed)
    for marked in voted:
        yield marked
        if dice.random() < VOTED_COPIED:
            yield from copies(marked, dice)


def train(texts: Iterable[Marked], tables: Tables, out: Path, rounds: int = ROUNDS) -> None:
    """Train on `texts` and write model, tables and manifest to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    features = Features(tables)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for text in texts:
        _append(trainer, features, text)
    trainer.set_params({"c1": C1, "c2": C2, "max_iterations": rounds})
    with tempfile.TemporaryDirectory() as scratch:
        trainer.train(str(Path(scratch) / "model"))
        write_model(out, VERSION, rounded((Path(scratch) / "model").read_bytes()), tables)


def _append(trainer: pycrfsuite.Trainer, features: Features, text: Marked) -> None:
    document = evidence(text.words)
    for words, marks in zip(text.words, text.marks, strict=True):
        for first, island in features.of(words, document) if marks else ():
            trainer.append(island, marks[first : first + len(island)])


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
