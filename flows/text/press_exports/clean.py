"""A document of a press database → an article: its text is cleaned as any other, head and tail go by their labels."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from flows.text.body import rebuild
from flows.text.boilerplate.rules import RuleSet
from flows.text.press_exports import LAYOUTS
from flows.text.press_exports.parsed import Piece
from flows.text.records import Article, Block, Document
from flows.text.texts import clean_text


def clean_export(document: Document, rules: RuleSet | None = None) -> Article:
    """The article of one document. Raises as `clean_text` does, EmptyText for a document without text too."""
    text = document.content
    parsed = LAYOUTS[document.media_type].parse(text)
    own = text[parsed.start : parsed.end]
    article = clean_text(replace(document, content=own, fields={**parsed.fields, **document.fields}), rules)
    rebuilt = rebuild(text, _all(text, parsed.pieces, _moved(article.blocks, parsed.start)))
    return replace(article, document=document, text=text, blocks=rebuilt.blocks, body=rebuilt.body)


def _moved(blocks: Iterable[Block], by: int) -> list[Block]:
    return [block._replace(raw_start=block.raw_start + by, raw_end=block.raw_end + by) for block in blocks]


def _all(text: str, pieces: Sequence[Piece], blocks: Sequence[Block]) -> Iterator[Block]:
    """Pieces and, between them, the blocks; a block that a piece stands in is cut."""
    starts, ends = [block.raw_start for block in blocks], [block.raw_end for block in blocks]

    def between(start: int, end: int) -> Iterator[Block]:
        for block in blocks[bisect_right(ends, start) : bisect_left(starts, end)]:
            yield block._replace(raw_start=max(start, block.raw_start), raw_end=min(end, block.raw_end))

    at = 0
    for piece in pieces:
        yield from between(at, piece.start)
        yield Block(*piece)
        at = piece.end
    yield from between(at, len(text))
