"""Lines and their scores → blocks that tile the text, each kept or removed by a named rule."""

from collections.abc import Sequence

from flows.text.pages.asides import RULES, asides
from flows.text.pages.marks import bits
from flows.text.pages.measures import WORTHY, plain
from flows.text.pages.pointers import LEADS_ON_RULE, leads_on, pointers
from flows.text.pages.posts import level_posts
from flows.text.pages.roles import kept_role, removed_role
from flows.text.pages.tables import level_tables
from flows.text.pages.walk import Box, Line
from flows.text.records import Block

TITLE_RULE, TITLE_COPY_RULE = "page-title", "page-title-copy"
COPY_RULE = "page-repeat"
LINKS_RULE = "page-links"
MODEL_RULE = "page-model"


def text_of(lines: Sequence[Line]) -> str:
    """The page as rendered: a line each, every one closed by a line end."""
    return "".join([f"{line.text}\n" for line in lines])


def blocks_of(
    lines: Sequence[Line],
    boxes: list[Box],
    scores: Sequence[float | None],
    titles: frozenset[str],
    threshold: float,
    version: str,
) -> list[Block]:
    """Tile the page's text with a block a line.

    The line that is the page's title is kept as such, its copies are removed; so is a paragraph that stood before in
    another box (a refrain stands in the same one).
    The model decides the rest, but for lines that are nothing but links among links.
    """
    marks = bits(boxes)
    model = f"{MODEL_RULE}@{version}"
    scores = level_posts(lines, boxes, level_tables(lines, scores, threshold))
    aside = asides(lines, scores, threshold)
    pointing = pointers(lines, scores, threshold)
    headline = _headline(lines, titles, scores, threshold)
    seen: dict[str, Box | None] = {}
    blocks: list[Block] = []
    at = 0
    for index, (line, score) in enumerate(zip(lines, scores, strict=True)):
        start, at = at, at + len(line.text) + 1
        if index == headline:
            blocks.append(Block(start, at, "title", True, TITLE_RULE, score))
        elif score is None:
            blocks.append(Block(start, at, removed_role(line, marks[line.box.index]), False, LINKS_RULE))
        elif score < threshold:
            blocks.append(Block(start, at, removed_role(line, marks[line.box.index]), False, model, score))
        elif is_title(line, titles):
            blocks.append(Block(start, at, "title", False, TITLE_COPY_RULE, score))
        elif leads_on(line):
            blocks.append(Block(start, at, "related", False, LEADS_ON_RULE, score))
        elif index in aside:
            blocks.append(Block(start, at, aside[index], False, RULES[aside[index]], score))
        elif index in pointing:
            blocks.append(Block(start, at, "related", False, pointing[index], score))
        elif not line.row and seen.get(line.text, line.box.parent) is not line.box.parent:
            blocks.append(Block(start, at, kept_role(line), False, COPY_RULE, score))
        else:
            blocks.append(Block(start, at, kept_role(line), True, model, score))
            if len(line.text) >= WORTHY:
                seen.setdefault(line.text, line.box.parent)
    return blocks


def is_title(line: Line, titles: frozenset[str]) -> bool:
    """Whether the line says the page's title and nothing else."""
    return len(line.text) < 400 and plain(line.text) in titles


def _headline(
    lines: Sequence[Line], titles: frozenset[str], scores: Sequence[float | None], threshold: float
) -> int | None:
    """Which line is the title: in a main heading, else the first that says it, else the main heading above the body."""
    found = [at for at, line in enumerate(lines) if line.linked * 2 < len(line.text) and is_title(line, titles)]
    headings = [at for at in found if _is_main(lines[at])]
    if found:
        return (headings or found)[0]
    first = next((at for at, score in enumerate(scores) if score is not None and score >= threshold), 0)
    return next((at for at in range(first + 1) if _is_main(lines[at]) and lines[at].text.count(" ") > 1), None)


def _is_main(line: Line) -> bool:
    parent = line.box.parent
    return "h1" in (line.box.tag, parent.tag if parent is not None else "")
