"""Text → blocks that tile it: one block a paragraph, as people really save paragraphs.

A saved file parts its paragraphs by blank lines, by single line ends, or breaks each paragraph into lines of some 72
columns. Lines are joined into one block only where the breaks look like the work of a word wrapper: the next line's
first word would not have fitted on the line before it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from flows.text.errors import TooManyLines
from flows.text.normalise import Look, look_at
from flows.text.records import Block

MOST_LINES = 100_000
"""Line ends that a text may have: each paragraph costs some 10 µs and 400 bytes."""

_LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_LINE_ENDS_BUT_FEED = frozenset(_LINE_ENDS[1:])
_LINE = re.compile("\\S[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*")
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TERMINAL = (".", "!", "?", '."', '!"', '?"', ".”", "!”", "?”", ".'", ".’", ".)", "…", ":", "。", "！", "？", "।")
_WIDTHS = range(40, 101)  # columns a word wrapper is set to; what is longer is a paragraph a line
_LONG = _WIDTHS.stop
_WRAPPED_SHARE = 0.8
_CARRIED_SHARE = 0.4  # lines that begin in lower case: three in four of prose, next to none of a list of headlines


class Line(NamedTuple):
    """A line that is not blank: `[start, end)` without its white space, and the white space before it."""

    start: int
    end: int
    breaks: int
    indent: int


def split(text: str, look: Look | None = None) -> tuple[Block, ...]:
    """Tile `text` with one kept block of role `body` a paragraph.

    White space goes with the block before it, at the head of the text with the first; text without anything else is
    one removed block of role `blank`, and the empty text has no blocks. Raises TooManyLines past MOST_LINES, but not
    where the caller has looked at the text and so counted its lines before: `look` is what it saw.
    """
    if look is None:
        refuse_too_many(text)
        look = look_at(text)
    starts = _line_starts(text) if _LINE_ENDS_BUT_FEED.isdisjoint(look.alphabet) else None
    if starts is None:
        starts = [group[0].start for group in paragraphs(text)]
    if not starts:
        return (Block(0, len(text), "blank", False, "blank-text"),) if text else ()
    starts[0] = 0
    ends = [*starts[1:], len(text)]
    # tuple.__new__ makes a block in half the time of Block(…), and half of all blocks are made here
    return tuple(
        [tuple.__new__(Block, (a, b, "body", True, None, None, None, None)) for a, b in zip(starts, ends, strict=True)]
    )


def refuse_too_many(text: str) -> None:
    """Raise TooManyLines when a text has more than MOST_LINES line ends; counted without making the lines."""
    if len(text) <= MOST_LINES:
        return
    found = sum(text.count(end) for end in _LINE_ENDS if end in text)  # to look takes a tenth of the time of counting
    found -= text.count("\r\n") if "\r" in text else 0
    if found > MOST_LINES:
        what = f"the text has {found:,} lines; dateline reads articles of up to {MOST_LINES:,}"
        raise TooManyLines(what, "if it holds many articles, save each in a file or record of its own")


def _line_starts(text: str) -> list[int] | None:
    """Where each line begins, when there is nothing to decide: no two lines in a row that a word wrapper could part.

    The text has no other line ends than the line feed.
    """
    starts: list[int] = []
    at, before = 0, _LONG
    for line in text.split("\n"):
        size = len(line)
        if not line or line.isspace():
            before = _LONG
        else:
            first = line[0]
            if first.isspace():
                first = line.lstrip()[0]
                starts.append(at + size - len(line.lstrip()))
            else:
                starts.append(at)
            if before < _LONG and size < _LONG and first.islower():
                return None
            before = size
        at += size + 1
    return starts


def paragraphs(text: str) -> Iterator[list[Line]]:
    """The lines of each paragraph, in order."""
    found = list(lines(text))
    width = max((line.end - line.start for line in found if line.end - line.start in _WIDTHS), default=0)
    chunk: list[Line] = []
    for line in found:
        if line.breaks > 1 and chunk:
            yield from _parted(text, chunk, width)
            chunk = []
        chunk.append(line)
    if chunk:
        yield from _parted(text, chunk, width)


def lines(text: str) -> Iterator[Line]:
    """Each line that is not blank, with the number of line breaks before it and its indent."""
    before = 0
    for found in _LINE.finditer(text):
        start, end = found.span()
        while end > start and text[end - 1].isspace():
            end -= 1
        gap = text[before:start]
        if gap == "\n\n":
            yield Line(start, end, 2, 0)
        elif len(gap) <= 1:
            yield Line(start, end, 1, 0)
        else:
            yield Line(start, end, len(_BREAK.findall(gap)), len(gap) - len(gap.rstrip(" \t")))
        before = found.end()


def _parted(text: str, chunk: list[Line], width: int) -> Iterator[list[Line]]:
    """The paragraphs of lines between two blank lines: every line, or runs of wrapped ones."""
    if len(chunk) > 2:
        width = max(line.end - line.start for line in chunk)
    if len(chunk) == 1 or width not in _WIDTHS or not _wrapped(text, chunk, width):
        for line in chunk:
            yield [line]
        return
    group = [chunk[0]]
    for before, line in pairwise(chunk):
        if line.indent > before.indent + 1 or (_fits(text, before, line, width) and _closed(text, before)):
            yield group
            group = []
        group.append(line)
    yield group


def _wrapped(text: str, chunk: list[Line], width: int) -> bool:
    """Whether a word wrapper set to `width` columns would have broken most of these lines where they break."""
    if any(line.end - line.start > width for line in chunk):
        return False
    carried = sum(text[line.start].islower() for line in chunk[1:])
    if carried < _CARRIED_SHARE * (len(chunk) - 1):
        return False
    pairs = list(pairwise(chunk))
    judged = [not _fits(text, a, b, width) for a, b in pairs if not _closed(text, a) or not _fits(text, a, b, width)]
    return bool(judged) and sum(judged) >= _WRAPPED_SHARE * len(judged) and sum(judged) * 3 >= len(pairs)


def _fits(text: str, before: Line, line: Line, width: int) -> bool:
    """Whether the first word of `line` would have had room at the end of `before`."""
    word = text[line.start : min(line.end, line.start + width)].split(None, 1)[0]
    return before.end - before.start + 1 + len(word) <= width


def _closed(text: str, line: Line) -> bool:
    return text.endswith(_TERMINAL, line.start, line.end)
