"""Sentences of a text, by rules: marks, abbreviations, initials, quotes and line ends. Linear in the text.

The ranges are half-open code points, in order, without overlap, and trimmed of white space at both ends.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from flows.text.words import listed

# A mark, what may close after it, white space; or a line end. Each quantifier is bounded, so no input makes it slow.
# Group 1 says that it ends a sentence at the first look (no abbreviation has seven letters): settled here for speed.
BREAK = re.compile(
    r"""[.!?…。！？\n](?:(?<=[a-z]{7}\.)(?= [A-Z])()|(?<=\n)(?:(?=[\nA-Z])())?|"""
    r"""(?<=[.!?…])[.!?…]{0,3}["'”’)\]»]{0,3}(?=\s)|(?<=[。！？])(?=.))"""
)
NEXT_WORD = re.compile(r"""\s{0,20}["'“‘(\[«]{0,3}([^\W_]*)""")


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences of a text.

    >>> text = "Mr. Lavrov met J. Smith. They talked."
    >>> [text[a:b] for a, b in sentence_ranges(text)]
    ['Mr. Lavrov met J. Smith.', 'They talked.']
    """
    return list(_ranges(text))


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in BREAK.finditer(text):
        if mark.start() >= start and (mark.lastindex or ends(text, mark)):
            yield from trimmed(text, start, mark.end())
            start = mark.end()
    yield from trimmed(text, start, len(text))


def trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A range without white space around it, or nothing when that is all it holds."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left < len(piece):
        yield start + left, start + len(piece.rstrip())


def ends(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark ends a sentence."""
    following = NEXT_WORD.match(text, mark.end())
    word = following[1] if following else ""
    if mark[0] == "\n":
        before = text[max(0, mark.start() - 200) : mark.start()].rstrip()
        return not word[:1].islower() or before[-1:] in '.!?:;”"' or text[mark.end() : mark.end() + 1] == "\n"
    if word[:1].islower():
        return False
    if mark[0][0] != "." or mark[0].startswith(".."):
        return True
    return stop_ends(text[max(0, mark.start() - 40) : mark.start()], word)


def stop_ends(before: str, word: str) -> bool:
    """Whether a single stop after `before` and in front of `word` ends a sentence."""
    last = before[max(before.rfind(" "), before.rfind("\n")) + 1 :].lstrip("\"'“‘(-[«—")
    if not last or not last[-1].isalnum():
        return True
    name = last.casefold()
    if name in listed("sentences.abbreviations"):
        return name in listed("sentences.ending") and word in listed("sentences.openers")
    initial = (len(last) == 1 and last.isupper()) or ("." in name and len(name.rpartition(".")[2]) == 1)
    return not initial or word in listed("sentences.openers")


def sentence_at(ranges: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The range that holds `[start, end)`; of a name that straddles two, from the first's start to the last's end."""
    first = max(0, bisect_right(ranges, (start, 1 << 60)) - 1)
    if not ranges:
        return start, end
    low, high = ranges[first]
    while high < end and first + 1 < len(ranges):
        first += 1
        high = ranges[first][1]
    return min(low, start), max(high, end)
