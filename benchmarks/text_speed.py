"""How fast plain text is cleaned: `python -m benchmarks.text_speed --data ../shared/bench`.

CPU seconds of this process alone, the fastest of some rounds, as megabytes of UTF-8 a second. Beside it in the same
run what a script does at the least: decode the bytes, `ftfy.fix_text`, split at blank lines. `articles` are texts of 2
to 6 kB under a headline and above a closing notice (`benchmarks/corpus.py`), `bodies` the article bodies of the data,
`seed` the file that ships with dateline, `large` one text of some megabytes; `short lines` one of two million lines.
"""

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import ftfy

from benchmarks.corpus import make_article, sentences
from benchmarks.measure import parser, require, show
from flows.text.readers.plain import to_document
from flows.text.texts import clean_text

ROUNDS = 7
ARTICLES = range(2_000, 6_001)
NUMBER = 400
SEEDS = Path(__file__).parent.parent / "seeds"


def sets(data: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Name and files of each set."""
    pool, dice = sentences(data), random.Random(1)
    made = (make_article(pool, dice).encode() for _ in range(10 * NUMBER))
    articles = [text for text in made if len(text) in ARTICLES][:NUMBER]
    yield "articles", articles
    yield "seed", [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))] * 100
    yield "large", [b"\n\n".join(articles)] * 2


def cleaned(files: Sequence[bytes]) -> None:
    """Decode and clean each file."""
    for data in files:
        clean_text(to_document("bench", data))


def script(files: Sequence[bytes]) -> None:
    """What a script does at the least."""
    for data in files:
        _ = [one for one in ftfy.fix_text(data.decode()).split("\n\n") if one.strip()]


def rate(work: Callable[[Sequence[bytes]], None], files: Sequence[bytes]) -> float:
    """Megabytes a CPU second of the fastest round."""
    best = math.inf
    for _ in range(ROUNDS):
        start = time.process_time()
        work(files)
        best = min(best, time.process_time() - start)
    return sum(map(len, files)) / best / 1e6


def main() -> None:
    """Print the table."""
    data = parser(__doc__ or "").parse_args().data
    rows: list[list[object]] = []
    for name, files in sets(require(data)):
        ours, peer = rate(cleaned, files), rate(script, files)
        rows.append([name, len(files), sum(map(len, files)) / len(files) / 1e3, ours, peer, ours / peer])
    show("megabytes a CPU second", ["set", "files", "kB a file", "dateline", "decode, ftfy, split", "ratio"], rows)


if __name__ == "__main__":
    main()
