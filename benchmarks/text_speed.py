"""How fast plain text is cleaned: `python -m benchmarks.text_speed --data ../shared/bench`.

CPU seconds of this process alone as megabytes of UTF-8 a second: texts of a batch together, as a run cleans them, and
each by itself. Beside it in the same run what a script does at the least: decode the bytes, `ftfy.fix_text`, split at
blank lines. `articles` are texts of 2 to 6 kB under a headline and above a closing notice (`benchmarks/corpus.py`),
`seed` the file that ships with dateline, `large` one text of some megabytes, all the fastest of some rounds over the
same files. Of `new articles` no file was seen before: each is cleaned once, after some others.
"""

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import ftfy

from benchmarks.corpus import make_article, sentences
from benchmarks.measure import parser, require, show
from flows.text.pipeline import TOGETHER, to_articles
from flows.text.readers.plain import to_document
from flows.text.texts import clean_text

ROUNDS = 7
ARTICLES = range(2_000, 6_001)
NUMBER = 400
NEW = 2_000
SEEDS = Path(__file__).parent.parent / "seeds"


def articles(data: Path) -> Iterator[bytes]:
    """Articles without end, each another."""
    pool, dice = sentences(data), random.Random(1)
    while True:
        text = make_article(pool, dice).encode()
        if len(text) in ARTICLES:
            yield text


def sets(some: list[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """Name and files of each set that is gone over again and again; `some` are articles."""
    yield "articles", some
    yield "seed", [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))] * 100
    yield "large", [b"\n\n".join(some)] * 2


def together(files: Sequence[bytes]) -> None:
    """Decode and clean the files as a run does."""
    for at in range(0, len(files), TOGETHER):
        to_articles([to_document("bench", data) for data in files[at : at + TOGETHER]])


def alone(files: Sequence[bytes]) -> None:
    """Decode and clean each file by itself."""
    for data in files:
        clean_text(to_document("bench", data))


def script(files: Sequence[bytes]) -> None:
    """What a script does at the least."""
    for data in files:
        _ = [one for one in ftfy.fix_text(data.decode()).split("\n\n") if one.strip()]


WORKS = (together, alone, script)


def rate(work: Callable[[Sequence[bytes]], None], files: Sequence[bytes], rounds: int = ROUNDS) -> float:
    """Megabytes a CPU second of the fastest round."""
    best = math.inf
    for _ in range(rounds):
        start = time.process_time()
        work(files)
        best = min(best, time.process_time() - start)
    return sum(map(len, files)) / best / 1e6


def main() -> None:
    """Print the table."""
    data = parser(__doc__ or "").parse_args().data
    stream = articles(require(data))
    some = list(islice(stream, NUMBER))
    rows: list[list[object]] = []
    for name, files in sets(some):
        rows.append(row(name, files, [rate(work, files) for work in WORKS]))
    new = [list(islice(stream, NEW)) for _ in WORKS]
    rows.append(row("new articles", new[0], [rate(work, files, 1) for work, files in zip(WORKS, new, strict=True)]))
    heads = ["set", "files", "kB a file", "dateline", "one by one", "decode, ftfy, split", "ratio"]
    show("megabytes a CPU second", heads, rows)


def row(name: str, files: Sequence[bytes], rates: list[float]) -> list[object]:
    """What is shown of a set."""
    return [name, len(files), sum(map(len, files)) / len(files) / 1e3, *rates, rates[0] / rates[-1]]


if __name__ == "__main__":
    main()
