"""A large database made by recombination: sentences of the evaluation pages, annotated once, put together again.

    python -m benchmarks.big --articles 100000 --out big.db --data ../shared/bench

The rows go through the loader, so counts, summaries and the full-text index are those of an ingest. Seeded: the same
command makes the same rows. Entities get a long tail by giving each some namesakes, the rarer the higher their number.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.corpus import sentences
from benchmarks.measure import parser

SENTENCES = 4000
NAMESAKES = 40
BATCH = 1000
DAYS = 3 * 365
NOTICE = "The comments posted here are not from Example Wire. Kindly refrain from using derogatory words."
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence with its mentions, whose offsets count from its start."""

    text: str
    mentions: tuple


def main() -> None:
    """Make the database."""
    cli = parser(__doc__ or "")
    cli.add_argument("--articles", type=int, default=100_000)
    cli.add_argument("--out", type=Path, required=True)
    args = cli.parse_args()
    make_big(args.out, args.articles, args.data)


def make_big(path: Path, articles: int, data: Path, seed: int = 1) -> None:
    """Make a SQLite file of that many articles, about 25 mentions each."""
    from db.engine import make_engine, transaction
    from db.loading.load import load_batch
    from db.migrate import migrate
    from db.records import FileFacts, Versions
    from db.running.folders import collection_for
    from db.running.runs import RunCounts, RunEnd, finish_run, start_run
    from flows.rows import to_rows

    made_by = {"cleaner": "1", "recogniser": "newswire", "resolver": "1"}
    engine, versions = make_engine(path), Versions("1", "newswire", "benchmark", "1")
    migrate(engine)
    made = recombined(pieces(data), articles, seed)
    with transaction(engine) as connection:
        number = collection_for(connection, Path("/benchmark/news"))[0].id
        run = start_run(connection, NOW, made_by)
    while batch := [to_rows(a, FileFacts(a.document.uri, len(a.text), 0), versions) for a in next_of(made)]:
        with transaction(engine) as connection:
            load_batch(connection, batch, number, NOW)
    with transaction(engine) as connection:
        finish_run(connection, run, RunEnd("completed", RunCounts(articles, articles), made_by, 0.0, {}, {}), NOW)
    engine.dispose()


def pieces(data: Path) -> list[Piece]:
    """Sentences that name something, and as they are annotated each by itself."""
    from flows.text.pipeline import annotate
    from flows.text.recognisers import recogniser
    from flows.text.records import Article, Block, Document

    texts = [text for text in sentences(data) if 40 < len(text) < 400][:SENTENCES]
    bare = [Article(Document(str(n), text, ""), text, (Block(0, len(text), "body", True),), text, language="en")
            for n, text in enumerate(texts)]  # fmt: skip
    return [Piece(article.body, article.mentions) for article in annotate(bare, recogniser("newswire"))]


def next_of(made: Iterator) -> Iterator:
    """The next batch."""
    for _, article in zip(range(BATCH), made, strict=False):
        yield article


def recombined(pool: list[Piece], articles: int, seed: int) -> Iterator:
    """Articles of eight to nineteen short paragraphs under a headline, two in three dated, most from a known source."""
    dice = random.Random(seed)
    for number in range(articles):
        yield _article(pool, dice, number)


def _article(pool: list[Piece], dice: random.Random, number: int) -> Any:
    from flows.text.records import Article, Block, Document, Source

    headline = " ".join(dice.choice(pool).text.split()[:9]).rstrip(".,;:!?")
    paragraphs = [dice.choices(pool, k=dice.randint(1, 3)) for _ in range(dice.randint(8, 19))]
    text, body, blocks, mentions = f"{headline}\n\n", "", [Block(0, len(headline) + 2, "title", True)], []
    for paragraph in paragraphs:
        start = len(body)
        for piece in paragraph:
            mentions += [_moved(mention, len(body), dice) for mention in piece.mentions]
            body += piece.text + (" " if piece is not paragraph[-1] else "")
        said = body[start:]
        blocks.append(Block(len(text), len(text) + len(said) + 2, "body", True, None, None, start, len(body)))
        text, body = f"{text}{said}\n\n", f"{body}\n\n"
    if dice.random() < 0.6:
        blocks.append(
            Block(len(text), len(text) + len(NOTICE), "notice", False, f"notice-{int(dice.paretovariate(1))}")
        )
        text += NOTICE
    outlet = min(int(dice.paretovariate(0.8)), 300)
    day = (NOW - timedelta(days=dice.randrange(DAYS))).strftime("%Y-%m-%d") if dice.random() < 0.67 else None
    return Article(
        Document(f"{number // 1000:03d}/{number:07d}.txt", text, hashlib.sha256(text.encode()).hexdigest()),
        text, tuple(blocks), body.rstrip("\n") + "", headline, language="en", language_confidence=0.99,
        published_at=day, published_precision="day" if day else None, published_basis="byline line" if day else None,
        source=Source(f"outlet-{outlet}", f"Outlet {outlet}", "notice") if outlet < 250 else None,
        mentions=tuple(mentions),
    )  # fmt: skip


def _moved(mention: Any, by: int, dice: random.Random) -> Any:
    """The mention at its place in the body; of a person, place or organisation perhaps a namesake."""
    entity = mention.entity
    if entity is not None and entity.type != "country" and (which := min(int(dice.paretovariate(0.7)), NAMESAKES)) > 1:
        entity = replace(entity, key=f"{entity.key}-{which}", external_ids={})
    return replace(
        mention,
        char_start=mention.char_start + by,
        char_end=mention.char_end + by,
        sentence_start=mention.sentence_start + by,
        sentence_end=mention.sentence_end + by,
        entity=entity,
    )


if __name__ == "__main__":
    main()
