"""Rows of made articles, for measuring what comes after the text half without paying for it.

Bodies are recombined sentences of the evaluation pages; names come from a list in which a few are common and most are
rare, as in news. Blocks tile, offsets are true, so that every check holds on what is loaded.
"""

import hashlib
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from benchmarks.corpus import sentences
from db.records import DocumentRows, FileFacts, Versions
from flows.rows import to_rows
from flows.text.records import Article, Block, Document, Entity, Label, Mention, Source

VERSIONS = Versions("1", "newswire", "made", "1")
NAMES_PER_ARTICLE = 24
PUBLISHERS = 40


def entities(number: int, dice: random.Random) -> list[Entity]:
    """So many invented people, organizations and places."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "or")]
    kinds: list[Label] = ["person", "organization", "place", "group"]
    made = []
    for index in range(number):
        name = " ".join("".join(dice.choices(syllables, k=dice.randint(2, 3))).title() for _ in range(2))
        kind = kinds[index % 4]
        made.append(Entity(f"{kind}:{name.lower().replace(' ', '-')}-{index}", kind, name))
    return made


def made_rows(number: int, data: Path, seed: int = 1, start: int = 0) -> Iterator[DocumentRows]:
    """`number` documents' rows, the same for the same seed; new names go on turning up, ever more rarely."""
    pool, dice = sentences(data), random.Random(seed)
    known = entities(20_000 + number // 2, dice)
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(known))))
    for index in range(start, start + number):
        yield _rows(index, pool, dice.choices(known, cum_weights=weights, k=NAMES_PER_ARTICLE), dice)


def _rows(index: int, pool: list[str], named: list[Entity], dice: random.Random) -> DocumentRows:
    paragraphs, mentions, at = [], [], 0
    for number in range(8):
        text = " ".join(dice.choices(pool, k=2))
        for entity in named[number * 3 : number * 3 + 3]:
            start = at + len(text) + 1
            text = f"{text} {entity.name}."
            mentions.append(
                Mention("body", start, start + len(entity.name), entity.name, entity.type, "newswire", "model", 0.97,
                        start, start + len(entity.name) + 1, entity, "full name", None, dice.choice(["FR", "US", None]))
            )  # fmt: skip
        paragraphs.append(text)
        at += len(text) + 2
    title = " ".join(pool[index % len(pool)].split()[:9])
    article = _article(index, title, paragraphs, tuple(mentions))
    return to_rows(article, FileFacts(article.document.uri, len(article.text), index), VERSIONS)


def _article(index: int, title: str, paragraphs: list[str], mentions: tuple[Mention, ...]) -> Article:
    body = "\n\n".join(paragraphs)
    text, head = f"{title}\n\n{body}", len(title) + 2
    blocks, at = [Block(0, head, "title", True)], 0
    for paragraph in paragraphs:
        end = min(at + len(paragraph) + 2, len(body))
        blocks.append(Block(head + at, head + end, "body", True, None, None, at, at + len(paragraph)))
        at = end
    publisher = index % PUBLISHERS
    return Article(
        document=Document(f"{index // 1000:05d}/{index:09d}.txt", text, hashlib.sha256(text.encode()).hexdigest()),
        text=text,
        blocks=tuple(blocks),
        body=body,
        title=title,
        language="en",
        language_confidence=0.99,
        published_at=f"2024-{index % 12 + 1:02d}-{index % 28 + 1:02d}",
        published_precision="day",
        source=Source(f"paper-{publisher}", f"Paper {publisher}", "field:source"),
        mentions=mentions,
    )
