"""A corpus of any size from recombined sentences of the evaluation pages; seeded, so the same each time."""

import json
import random
import re
from pathlib import Path

from benchmarks.measure import require

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")


def sentences(data: Path) -> list[str]:
    """Every sentence of the gold bodies under `data`, longer than five words."""
    gold = json.loads(require(data / "articles" / "gold.json").read_text())
    lines = [line for page in gold.values() for line in page["articleBody"].splitlines()]
    return [s for line in lines for s in SENTENCE.split(line) if len(s.split()) > 5]


def make_article(pool: list[str], dice: random.Random, seen: list[str] | None = None, repeated: float = 0.0) -> str:
    """One article of four to twelve paragraphs under a headline of its own, with a closing notice.

    So large a share of its paragraphs as is `repeated` is taken from those `seen`, to which the others are added.
    """
    paragraphs = [_paragraph(pool, dice, seen, repeated) for _ in range(dice.randint(4, 12))]
    headline = " ".join(dice.choice(pool).split()[:9]).rstrip(".,;:!?")
    notice = "The comments posted here are not from Example Wire. Kindly refrain from using derogatory words."
    return "\n\n".join([headline, *paragraphs, notice]) + "\n"


def _paragraph(pool: list[str], dice: random.Random, seen: list[str] | None, repeated: float) -> str:
    if seen and dice.random() < repeated:
        return dice.choice(seen)
    made = " ".join(dice.choices(pool, k=dice.randint(2, 4)))
    if seen is not None:
        seen.append(made)
    return made


def write_corpus(folder: Path, number: int, data: Path, seed: int = 1, repeated: float = 0.0) -> None:
    """Write `number` articles as text files, a thousand a folder; a share of paragraphs `repeated` from others."""
    pool, dice = sentences(data), random.Random(seed)
    seen: list[str] | None = [] if repeated else None
    for index in range(number):
        path = folder / f"{index // 1000:03d}" / f"{index:07d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make_article(pool, dice, seen, repeated))
