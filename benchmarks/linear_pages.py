"""Page cleaning at growing size: what `benchmarks.linear` prints for pages."""

from collections.abc import Callable, Iterator
from functools import partial

from flows.text.errors import BadInput
from flows.text.pages import clean_page, metadata, tree
from flows.text.pages.features import features
from flows.text.pages.ledger import blocks_of, text_of
from flows.text.pages.model import load
from flows.text.pages.walk import lines_of
from flows.text.records import Document

_PARAGRAPH = "<p>The harbour bridge at Norwick will open in April, the council said, two years after it was closed.</p>"
_LINK = '<li><a href="/n">Council to vote on rent relief</a></li>'

SHAPES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: _PARAGRAPH * (8 * n),
    "links": lambda n: f"<ul>{_LINK * (16 * n)}</ul>",
    "boxes in boxes": lambda n: "<div class='a b'>" * (20 * n) + _PARAGRAPH,
    "spans in spans": lambda n: "<p>" + "<span>x " * (20 * n),
    "line breaks": lambda n: _PARAGRAPH + "<br>" * (200 * n) + _PARAGRAPH,
    "rows": lambda n: f"<table>{'<tr><td>1</td><td>b</td></tr>' * (10 * n)}</table>",
    "one long line": lambda n: "<p>" + "word " * (2_000 * n),
    "entities": lambda n: "<p>" + "&amp;lt;" * (500 * n),
    "broken tags": lambda n: _PARAGRAPH + "</div><b <i>" * (100 * n),
    "attributes": lambda n: "".join(f"<p {' '.join(f'a{at}=1' for at in range(20 * n))}>word</p>" for _ in range(4)),
    "repeats": lambda n: (_PARAGRAPH + _PARAGRAPH.replace("April", "May")) * (4 * n),
}
"""Markup that grows with `n`, of each kind that has hurt some parser."""


def steps(n: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each step of the cleaning of a page of size `n`, ready to be called once, in order."""
    markup = SHAPES["paragraphs"](n) + SHAPES["links"](n) + SHAPES["rows"](n)
    root = tree.parse(markup)
    yield "parse", lambda: tree.parse(markup)
    yield "metadata", lambda: metadata.read(root, {})
    yield "relieve", lambda: tree.relieve(root)
    yield "walk", lambda: lines_of(root)
    lines, boxes = lines_of(root)
    yield "features", lambda: features(lines, boxes)
    scores = load().scores(lines, features(lines, boxes))
    yield "model", lambda: load().scores(lines, features(lines, boxes))
    yield "ledger", lambda: (text_of(lines), blocks_of(lines, boxes, scores, frozenset(), 0.5, "0"))


def shapes(n: int) -> Iterator[tuple[str, Callable[[], object]]]:
    """The whole cleaning of each shape at size `n`; a refusal is an answer."""
    for name, make in SHAPES.items():
        yield name, partial(_clean, make(n))


def _clean(markup: str) -> object:
    try:
        return clean_page(Document("page", f"<html><body>{markup}</body></html>", "", "text/html"))
    except BadInput as refusal:
        return refusal


GROUPS = {"Page, step by step": steps, "Page, by its shape": shapes}
