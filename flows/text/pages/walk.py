"""Tree → the lines a reader sees, each with the box (block-level element) it stands in.

Lines come in document order and are the whole visible text: navigation too. Inline elements run together; a block
element or `<br>` ends a line; a table row of plain cells is one line.
"""

import re
from dataclasses import dataclass, field

from flows.text.errors import TooLarge
from flows.text.pages.tree import Element, steps

INLINE = frozenset(
    ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "noscript", "amp-img", "picture", "source"]
)
"""Elements that do not end a line. What is unknown does: pages invent tags for boxes, not for words."""

BOLD = frozenset({"b", "strong"})

IMAGES = frozenset({"img", "amp-img"})

UNSEEN_MARK = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader-text|screenreader|visually-?hidden|element-invisible|rollover-people-block)(?:\s|$)", re.I
)
"""Class names by which style sheets hide text from sight while leaving it to a screen reader or a pointer."""

PLAIN_CELL = INLINE | {"td", "th", "p", "div"}

CELL_GAP = " | "

MAX_LINES = 10_000
"""More lines than this are a listing or an attack, not an article."""

MAX_CELL = 300
"""Cells longer than this, in characters, are columns of a layout, not cells of a table of data."""


class Box:
    """A block-level element, with what its lines add up to once `gather` in features has run."""

    __slots__ = (
        "chars",
        "commas",
        "depth",
        "images",
        "index",
        "lines",
        "linked",
        "mark",
        "parent",
        "score",
        "tag",
        "words",
    )  # fmt: skip

    def __init__(self, tag: str, mark: str, parent: "Box | None", index: int) -> None:
        self.tag, self.mark, self.parent, self.index = tag, mark, parent, index
        self.depth: int = parent.depth + 1 if parent else 0
        self.lines = self.words = self.chars = self.linked = self.commas = self.images = 0
        self.score = 0.0


@dataclass(slots=True)
class Line:
    """One line of the page: its text without the line end, and how much of it is link, bold, time; `when` is that of a `time` element in it."""

    text: str
    box: Box
    linked: int = 0
    links: int = 0
    bold: int = 0
    images: int = 0
    when: str = ""
    row: bool = False


@dataclass(slots=True)
class Walk:
    """The state of the walk: the line being gathered and the boxes it stands in."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    bold: int = 0
    images: int = 0
    when: str = ""

    def end_line(self, box: Box, kept: bool = False, row: bool = False) -> None:
        """Close the line being gathered; `kept` keeps its white space (`pre`)."""
        raw = "".join(self.pieces)
        text = raw.strip("\r\n") if kept and not raw.isspace() else " ".join(raw.split())
        if text:
            linked = min(self.linked, len(text))
            self.lines.append(Line(text, box, linked, self.links, self.bold, self.images, self.when, row))
            self.images = 0
            if len(self.lines) > MAX_LINES:
                raise TooLarge(f"page of more than {MAX_LINES:,} lines", "split it")
        self.pieces.clear()
        self.linked = self.links = self.bold = 0
        self.when = ""


def lines_of(root: Element) -> tuple[list[Line], list[Box]]:
    """Walk the tree; linear in its size whatever its depth."""
    walk = Walk()
    box = Box("html", "", None, 0)
    walk.boxes.append(box)
    in_links = in_bold = in_pre = 0
    row: Element | None = None
    pieces = walk.pieces
    walker = steps(root)
    for event, element in walker:
        tag = element.tag
        if event == "start":
            text = element.text
            if tag in INLINE:
                if tag == "a":
                    in_links += 1
                    walk.links += 1
                elif tag in BOLD:
                    in_bold += 1
                elif tag == "time":
                    walk.when = walk.when or element.get("datetime", "") or " "
                elif tag in IMAGES:
                    walk.images += 1
                    box.images += 1
                elif tag == "span" and UNSEEN_MARK.search(element.get("class", "")):
                    walker.skip_subtree()
                    text = None
            elif row is not None:
                if tag in ("td", "th") and pieces:
                    pieces.append(CELL_GAP)
            else:
                walk.end_line(box, in_pre > 0)
                if tag != "br":
                    mark = f"{element.get('class', '')} {element.get('id', '')}"
                    box = Box(tag, mark, box, len(walk.boxes))
                    walk.boxes.append(box)
                    if len(mark) > 8 and UNSEEN_MARK.search(mark):
                        walker.skip_subtree()
                        text = None
                    in_pre += tag == "pre"
                    if tag == "tr" and is_data_row(element):
                        row = element
        else:
            text = element.tail
            if tag in INLINE:
                in_links -= tag == "a"
                in_bold -= tag in BOLD
            elif row is None:
                if tag != "br" and box.parent is not None:
                    walk.end_line(box, in_pre > 0)
                    in_pre -= tag == "pre"
                    box = box.parent
            elif element is row:
                walk.end_line(box, row=True)
                row, box = None, box.parent or box
            else:
                pieces.append(" ")
        if text:
            pieces.append(text)
            if in_links:
                walk.linked += len(text)
            if in_bold:
                walk.bold += len(text)
    walk.end_line(box)
    return walk.lines, walk.boxes


def is_data_row(row: Element) -> bool:
    """Whether the row's cells hold words only, at most one paragraph each, none of them long."""
    cells = paragraphs = 0
    for element in row.iter():
        tag = element.tag
        if tag not in PLAIN_CELL and element is not row:
            return False
        cells += tag in ("td", "th")
        paragraphs += tag in ("p", "div")
        if len(element.text or "") > MAX_CELL or len(element.tail or "") > MAX_CELL:
            return False
    return cells > 1 and paragraphs <= cells
