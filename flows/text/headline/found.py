"""What the first lines of a text say, and how a line among them is marked."""

from typing import NamedTuple

from flows.text.datelines import Dateline
from flows.text.records import Block

REPEATED = "repeated-title"
ABOVE = "above-title"
SUFFIX = "title-suffix"

HEAD = 6
"""Blocks in which a title, its copies and a subtitle are looked for."""

DATED = ("timestamp", "byline")
"""Roles of lines that stand between a title and its text."""


class Headline(NamedTuple):
    """What the first lines say, and the blocks with their roles set.

    `site` is what a title's suffix or the line above it names, `author` a name that stands by itself below the title.
    A named tuple, as is all that is made once a text: a frozen dataclass takes four times as long to make.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    subtitle: str | None = None
    dateline: Dateline | None = None
    site: str | None = None
    site_basis: str = SUFFIX
    author: str | None = None


def as_title(block: Block, kept: bool, rule: str | None) -> Block:
    """The block as a title, kept or removed by a rule."""
    return Block(block.raw_start, block.raw_end, "title", kept, rule)
