"""Label unlabelled news by vote: `python -m benchmarks.label_news --data ../shared/bench` writes names_voted.tsv.gz.

Three vote: spaCy's small model and two teachers, each trained on one half of the annotated texts. They have not learnt
from WikiGold, so that a model that is scored on it may learn from their labels. The file holds no text: lines of a
sentence's number and its names, `start:end:kind`. Training reads it; labels made anew make another model, because the
teachers of those that ship were newswire 1's.
"""

import gzip
import random
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.measure import parser
from benchmarks.names_data import SOURCES, VOTED, Text, read_unlabelled, training_texts
from benchmarks.names_vote import vote
from benchmarks.train_names import make_tables, train
from flows.text.recognisers.newswire import Newswire
from flows.text.recognisers.spacy_english import SpacyEnglish

UNSEEN = "wikigold-even"
LABELLED_SHARE = 0.28
"""Share of the unlabelled sentences that are put to the vote."""
ROUNDS = 40
"""Of L-BFGS, for a teacher."""


def main() -> None:
    """Write the labels."""
    made = parser(__doc__ or "")
    made.add_argument("--out", type=Path, default=VOTED, help="file to write (default: the one that training reads)")
    options = made.parse_args()
    lines = (
        f"{at}\t{' '.join(f'{a}:{b}:{kind}' for a, b, kind in text.entities)}\n" for at, text in label(options.data)
    )
    options.out.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


def label(data: Path, seed: int = 8) -> Iterator[tuple[int, Text]]:
    """Yield the number of each sentence on which the voters agree, and the sentence with its names."""
    dice = random.Random(seed)
    numbers = {line: at for at, line in enumerate(read_unlabelled(data)) if dice.random() < LABELLED_SHARE}
    sources = {source: share for source, share in SOURCES.items() if source != UNSEEN}
    with tempfile.TemporaryDirectory() as folder:
        halves = [Path(folder) / name for name in ("even", "odd")]
        for start, out in enumerate(halves):
            train(islice(training_texts(data, sources), start, None, 2), make_tables(data), out, ROUNDS)
        voters = [recogniser.plain(list(numbers)) for recogniser in (*map(Newswire, halves), SpacyEnglish())]
        for text in vote(list(numbers), voters):
            yield numbers[text.text], text


if __name__ == "__main__":
    main()
