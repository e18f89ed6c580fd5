"""Fit the line model: `python -m benchmarks.fit_lines --data ../shared/bench` writes `lines_model.json.gz`.

Needs lightgbm, numpy, resiliparse and trafilatura. Two sources of labelled lines. The article pages have their body as
gold: a line is of the article when half of its word 4-grams are in that body. The segment pages have only phrases that
must and must not be kept; where trafilatura keeps all of the first and none of the second its output is taken as gold,
at a lower weight. The same input gives the same file.
"""

import argparse
import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from benchmarks.boosted import OPTIONS, boost, forest
from flows.text.blocks import split
from flows.text.forest import Forest
from flows.text.lines.features import rows
from flows.text.lines.second import second_rows

MODEL = Path(__file__).parent.parent / "flows" / "text" / "lines" / "lines_model.json.gz"
DISTANT_WEIGHT = 0.15
LINES_A_DISTANT_PAGE = 60
INNER_FOLDS = 3
COMMON = {**OPTIONS, "objective": "binary"}
FIRST = {**COMMON, "learning_rate": 0.09, "feature_fraction_bynode": 0.4, "min_data_in_leaf": 30}
FIRST_TREES = 190
SECOND = {**COMMON, "learning_rate": 0.08, "min_data_in_leaf": 40}
SECOND_TREES = 60
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page, whether each is of the article, the site they are from, and how much they count."""

    name: str
    site: str
    kind: str
    lines: Sequence[str]
    labels: Sequence[bool]
    weight: float


def load(data: Path) -> list[Page]:
    """Every page with labelled lines, flat and residual, in a fixed order."""
    return [*_articles(data / "articles"), *_segments(data / "segments")]


def fit(pages: Sequence[Page], tables: Sequence[list[list[float]]] | None = None) -> dict[str, Any]:
    """Fit both forests on `pages`; returns what stands in the model's file.

    The second is fitted on judgements of the first about sites that it was not fitted on. `tables` are the rows of the
    pages, for one who has them.
    """
    features = [rows(page.lines) for page in pages] if tables is None else tables
    judged: dict[int, list[list[float]]] = {}
    for fold in range(INNER_FOLDS):
        inside = [i for i, page in enumerate(pages) if fold_of(page, INNER_FOLDS, "inner") != fold]
        judge = Forest(_fitted([pages[i] for i in inside], [features[i] for i in inside], FIRST, FIRST_TREES))
        for i, page in enumerate(pages):
            if fold_of(page, INNER_FOLDS, "inner") == fold:
                judged[i] = second_rows(features[i], [judge.probability(row) for row in features[i]])
    return {
        "first": _fitted(pages, features, FIRST, FIRST_TREES),
        "second": _fitted(pages, [judged[i] for i in range(len(pages))], SECOND, SECOND_TREES),
    }


def _fitted(
    pages: Sequence[Page], tables: Sequence[list[list[float]]], options: dict[str, Any], trees: int
) -> dict[str, Any]:
    """Parameters of a forest fitted on these rows of these pages."""
    table: list[list[float]] = []
    labels: list[float] = []
    weights: list[float] = []
    for page, features in zip(pages, tables, strict=True):
        chosen = _chosen(page)
        scale = page.weight * max(20, len(page.lines)) ** -0.5 * len(page.lines) / max(1, len(chosen))
        table += [features[i] for i in chosen]
        labels += [float(page.labels[i]) for i in chosen]
        weights += [scale] * len(chosen)
    mean = sum(weights) / len(weights)
    return forest(boost(table, labels, [weight / mean for weight in weights], options, trees))


def site_of(page: Page) -> str:
    """The site without its subdomains: pages of one site go to one fold."""
    return ".".join(page.site.split(".")[-2:])


def fold_of(page: Page, folds: int = 5, salt: str = "") -> int:
    """The fold of a page, by its site alone."""
    return int(hashlib.sha256((salt + site_of(page)).encode()).hexdigest(), 16) % folds


def _chosen(page: Page) -> list[int]:
    """Of a page with labels of the second kind, a sample of its lines; of one with gold, all."""
    everything = list(range(len(page.lines)))
    if page.weight == 1.0 or len(everything) <= LINES_A_DISTANT_PAGE:
        return everything
    return sorted(random.Random(page.name + page.kind).sample(everything, LINES_A_DISTANT_PAGE))


def _articles(folder: Path) -> Iterable[Page]:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for kind in ("flat", "residual"):
        for record in map(json.loads, (folder / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()):
            lines, body = as_blocks(record["lines"]), gold[record["id"]]
            if lines:
                site = urlparse(body["url"]).netloc
                yield Page(record["id"], site, kind, lines, label(lines, body["articleBody"]), 1.0)


def _segments(folder: Path) -> Iterable[Page]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    for name, wanted in json.loads((folder / "gold.json").read_text(encoding="utf-8")).items():
        raw = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        html = bytes_to_str(raw, detect_encoding(raw))
        body = _distant_gold(html, wanted["with"], wanted["without"])
        for kind, main in (("flat", False), ("residual", True)) if body else ():
            text = extract_plain_text(html, main_content=main, preserve_formatting=True, alt_texts=False, links=False,
                                      list_bullets=False)  # fmt: skip
            lines = as_blocks([line.strip() for line in text.split("\n") if line.strip()])
            if lines:
                yield Page(name, wanted["site"], kind, lines, label(lines, body), DISTANT_WEIGHT)


def _distant_gold(html: str, kept: Sequence[str], dropped: Sequence[str]) -> str:
    """Trafilatura's text of the page, in the first of its settings that passes every segment; else nothing."""
    import trafilatura

    settings: tuple[dict[str, bool], ...] = ({}, {"fast": True}, {"favor_precision": True}, {"favor_recall": True})
    for setting in settings:
        text = trafilatura.extract(html, include_comments=False, include_tables=True, **setting) or ""
        plain = " ".join(text.split())
        if all(" ".join(one.split()) in plain for one in kept) and not any(
            " ".join(one.split()) in plain for one in dropped
        ):
            return text
    return ""


def as_blocks(lines: Sequence[str]) -> list[str]:
    """The lines as the cleaner sees them: blocks of the text that they make up."""
    text = "\n".join(lines)
    return [" ".join(text[block.raw_start : block.raw_end].split()) for block in split(text)]


def label(lines: Sequence[str], body: str) -> list[bool]:
    """Which lines are of the article `body`; a line of less than four words needs its place in it or neighbours."""
    words = _WORD.findall(body.lower())
    grams = {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
    running = f" {' '.join(words)} "
    paragraphs = {_folded(one) for one in body.split("\n")}
    long = [_share(line, grams) for line in lines]
    return [
        share >= 0.5 if share is not None else _short_line(i, _folded(lines[i]), long, running, paragraphs)
        for i, share in enumerate(long)
    ]


def _share(line: str, grams: set[tuple[str, ...]]) -> float | None:
    words = _WORD.findall(line.lower())
    found = [tuple(words[i : i + 4]) in grams for i in range(len(words) - 3)]
    return sum(found) / len(found) if found else None


def _short_line(at: int, folded: str, long: Sequence[float | None], running: str, paragraphs: set[str]) -> bool:
    def kept(low: int, high: int) -> bool:
        return any((share or 0.0) >= 0.5 for share in long[max(0, low) : max(0, high)])

    if not folded or f" {folded} " not in running:
        return False
    return kept(at - 3, at + 4) if folded in paragraphs else kept(at - 1, at) and kept(at + 1, at + 3)


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def main() -> None:
    """Fit on everything and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    if not arguments.data.is_dir():
        parser.exit(2, f"no evaluation data at {arguments.data}; say where it is with --data\n")
    pages = load(arguments.data)
    packed = gzip.compress(json.dumps(fit(pages), separators=(",", ":")).encode(), mtime=0)
    arguments.out.write_bytes(packed)
    lines = sum(len(page.lines) for page in pages)
    print(f"{len(pages)} pages, {lines} lines -> {arguments.out} ({len(packed):,} bytes)")


if __name__ == "__main__":
    main()
