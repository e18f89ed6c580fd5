"""Tree → the lines a reader sees, each with the box (block-level element) it stands in.

Lines come in document order and are the whole visible text: navigation too. Inline elements run together; a block
element or `<br>` ends a line; a table row of plain cells is one line.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from flows.text.errors import TooLarge
from flows.text.pages.tree import Element, Steps, steps

INLINE = frozenset({
    "a", "abbr", "acronym", "amp-img", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "nobr", "noscript", "picture", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
"""Elements that do not end a line. What is unknown does: pages invent tags for boxes, not for words."""

BOLD = frozenset({"b", "strong"})
IMAGES = frozenset({"img", "amp-img"})
CELLS = frozenset({"td", "th"})
PLAIN_CELL = INLINE | CELLS | {"p", "div"}
CELL_GAP = " | "

UNSEEN_MARK = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader-text|screenreader|visually-?hidden|element-invisible|rollover-people-block)(?:\s|$)",
    re.IGNORECASE,
)
"""Class names by which style sheets hide text from sight while leaving it to a screen reader or a pointer."""


@lru_cache(maxsize=4096)
def is_seen(mark: str) -> bool:
    """Whether class and id leave an element in sight."""
    return UNSEEN_MARK.search(mark) is None


MAX_LINES = 10_000
"""More lines than this are a listing or an attack, not an article."""

MAX_CELL = 300
"""Cells longer than this, in characters, are columns of a layout, not cells of a table of data."""


_EMPTY = 12
"""Characters of the longest line that is looked at for whether it shows anything."""

_NO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff")


def _shows(text: str, row: bool) -> bool:
    """Whether there is anything to see: no row of empty cells, nor white space of no width alone."""
    return any(map(str.isalnum, text)) if row else bool(text) and not _NO_WIDTH.issuperset(text)


class Box:
    """A block-level element; its sums are there once `gather` in containers has run, its `marks` once they are read."""

    __slots__ = (
        "chars", "commas", "depth", "images", "index", "lines", "linked", "mark", "marks", "parent", "score", "tag",
        "words",
    )  # fmt: skip

    def __init__(self, tag: str, mark: str, parent: "Box | None", index: int) -> None:
        self.tag, self.mark, self.parent, self.index = tag, mark, parent, index
        self.depth: int = parent.depth + 1 if parent else 0
        self.lines = self.words = self.chars = self.linked = self.commas = self.images = 0
        self.score = 0.0
        self.marks: tuple[int, int] | None = None


@dataclass(slots=True)
class Line:
    """One line of the page: its text without the line end, and how much of it is link or bold.

    `images` stand between the line before and this one's end; `when` is the `datetime` of a `time` element in it.
    """

    text: str
    box: Box
    linked: int = 0
    links: int = 0
    bold: int = 0
    images: int = 0
    when: str = ""
    row: bool = False


class Walk:
    """The walk through a tree: the lines so far, the line being gathered, and the elements it stands in."""

    def __init__(self) -> None:
        self.box = Box("html", "", None, 0)
        self.boxes, self.lines = [self.box], list[Line]()
        self.pieces: list[str] = []
        self.row: Element | None = None
        self.in_links = self.in_bold = self.in_pre = self.images = 0
        self._clear()

    def _clear(self) -> None:
        self.pieces.clear()
        self.linked = self.links = self.bold = 0
        self.when = ""

    def add(self, text: str | None) -> None:
        """Add a piece of text to the line."""
        if text:
            self.pieces.append(text)
            if self.in_links:
                self.linked += len(text)
            if self.in_bold:
                self.bold += len(text)

    def end_line(self, row: bool = False) -> None:
        """Close the line being gathered, if there is anything in it; `pre` keeps its white space."""
        if self.pieces:
            raw = "".join(self.pieces)
            text = raw.strip("\r\n") if self.in_pre and not raw.isspace() else " ".join(raw.split())
            if len(text) > _EMPTY or _shows(text, row):
                self._keep(text, row)
        self._clear()

    def _keep(self, text: str, row: bool) -> None:
        linked = min(self.linked, len(text))
        self.lines.append(Line(text, self.box, linked, self.links, self.bold, self.images, self.when, row))
        self.images = 0
        if len(self.lines) > MAX_LINES:
            raise TooLarge(f"page of more than {MAX_LINES:,} lines", "split it")

    def start(self, element: Element, walker: Steps) -> None:
        """Enter an element."""
        tag = element.tag
        if tag in INLINE:
            seen = self._start_inline(tag, element)
        elif self.row is not None:
            seen = True
            if tag in CELLS and self.pieces:
                self.pieces.append(CELL_GAP)
        else:
            self.end_line()
            seen = tag == "br" or self._start_box(tag, element)
        if seen:
            self.add(element.text)
        else:
            walker.skip_subtree()

    def _start_inline(self, tag: str, element: Element) -> bool:
        if tag == "a":
            self.in_links += 1
            self.links += 1
        elif tag in BOLD:
            self.in_bold += 1
        elif tag == "time":
            self.when = self.when or element.get("datetime", "") or " "
        elif tag in IMAGES:
            self.images += 1
            self.box.images += 1
        elif tag == "span":
            return is_seen(element.get("class", ""))
        return True

    def _start_box(self, tag: str, element: Element) -> bool:
        mark = f"{element.get('class', '')} {element.get('id', '')}"
        self.box = Box(tag, mark, self.box, len(self.boxes))
        self.boxes.append(self.box)
        self.in_pre += tag == "pre"
        if tag == "tr" and is_data_row(element):
            self.row = element
        return len(mark) < 8 or is_seen(mark)

    def end(self, element: Element) -> None:
        """Leave an element, and take the text behind it."""
        tag = element.tag
        if tag in INLINE:
            self.in_links -= tag == "a"
            self.in_bold -= tag in BOLD
        elif self.row is None:
            if tag != "br":
                self._end_box(tag)
        elif element is self.row:
            self.end_line(row=True)
            self.row = None
            self.box = self.box.parent or self.box
        else:
            self.pieces.append(" ")
        self.add(element.tail)

    def _end_box(self, tag: str) -> None:
        self.end_line()
        self.in_pre -= tag == "pre"
        self.box = self.box.parent or self.box


def lines_of(root: Element) -> tuple[list[Line], list[Box]]:
    """Lines and boxes of a tree, both in document order; linear in its size whatever its depth.

    Raises TooLarge past `MAX_LINES`.
    """
    walk = Walk()
    walker = steps(root)
    for event, element in walker:
        if event == "start":
            walk.start(element, walker)
        else:
            walk.end(element)
    walk.end_line()
    return walk.lines, walk.boxes


def is_data_row(row: Element) -> bool:
    """Whether the row's cells hold words only, at most one paragraph each, none of them long."""
    cells = paragraphs = 0
    for element in row.iter():
        tag = element.tag
        if tag not in PLAIN_CELL and element is not row:
            return False
        cells += tag in CELLS
        paragraphs += tag in ("p", "div")
        if len(element.text or "") > MAX_CELL or len(element.tail or "") > MAX_CELL:
            return False
    return cells > 1 and paragraphs <= cells
