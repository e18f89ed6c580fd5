"""Unlabelled news to learn from: its sentences, and the names that were voted into them (label_news.py)."""

import gzip
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import require
from benchmarks.names_data import Entity, Marked, Text, mark

VOTED = Path(__file__).with_name("names_voted.tsv.gz")
"""Names in sentences, by their number: lines of a number and its names, `start:end:kind`."""

BLOCK = 6
"""Sentences that are seen together, side by side as they stand: mostly of one article, at times of two."""

QUOTED = re.compile(r'" ([^"]*) "')
CLOSING = re.compile(r" ([.,;:?!%)\]}]|n't|'(?:s|re|ve|ll|d|m)\b)")
OPENING = re.compile(r"([(\[{$]) ")


def read_unlabelled(data: Path) -> list[str]:
    """Read the sentences, written as prose again: no space before a comma or inside brackets."""
    with gzip.open(require(data / "ner" / "train" / "unlabelled_news.txt.gz"), "rt") as lines:
        return [_prose(line.strip()) for line in lines]


def _prose(line: str) -> str:
    return OPENING.sub(r"\1", CLOSING.sub(r"\1", QUOTED.sub(r'"\1"', line)))


def blocks(sentences: Sequence[str]) -> list[Sequence[str]]:
    """Cut sentences into blocks."""
    return [sentences[start : start + BLOCK] for start in range(0, len(sentences), BLOCK)]


def read_voted(data: Path, file: Path = VOTED) -> Iterator[Marked]:
    """Yield the blocks that have sentences with votes; the others in them are evidence alone, without marks."""
    rows = (line.split("\t") for line in gzip.decompress(file.read_bytes()).decode().splitlines())
    voted = {int(number): [_entity(name) for name in names.split()] for number, names in rows}
    for at, block in enumerate(blocks(read_unlabelled(data))):
        names = [voted.get(at * BLOCK + place) for place in range(len(block))]
        if any(one is not None for one in names):
            yield _marked(block, names)


def _entity(name: str) -> Entity:
    start, end, kind = name.split(":")
    return int(start), int(end), kind


def _marked(block: Sequence[str], names: Sequence[Sequence[Entity] | None]) -> Marked:
    whole = Marked([], [])
    for sentence, entities in zip(block, names, strict=True):
        one = mark(Text(sentence, entities or []))
        whole.words.extend(one.words)
        whole.marks.extend(one.marks if entities is not None else [[] for _ in one.words])
    return whole
