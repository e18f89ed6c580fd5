"""Boxes measured: what their lines add up to, which one holds the article's paragraphs, and where others lie to it."""

from collections.abc import Sequence

from flows.text.pages.measures import Measures
from flows.text.pages.walk import Box, Line

NAMES = ("lines", "words", "link", "score", "share", "worthy", "commas", "images")
"""Names of the numbers of a box's row, in their order."""

_PARAGRAPHS = frozenset({"p", "li", "blockquote", "h2", "h3"})
_SHARES = (1.0, 0.6, 0.3)  # of a paragraph's worth, for the box that holds it and the two around that

Route = tuple[float, float, float]
"""Of a box: whether it is in the best one, steps below it, steps from the best one up to what holds both."""


def gather(lines: Sequence[Line], boxes: Sequence[Box], measures: Measures) -> None:
    """Add up lines in their boxes and in all around them; a box's `score` is the paragraph text close below it."""
    for at, line in enumerate(lines):
        box = line.box
        box.lines += 1
        box.words += measures.words[at]
        box.chars += len(line.text)
        box.linked += line.linked
        box.commas += measures.commas[at]
        value = measures.worths[at]
        holder: Box | None = box.parent if box.tag in _PARAGRAPHS else box
        for share in _SHARES if value else ():
            if holder is None:
                break
            holder.score += value * share
            holder = holder.parent
    for box in reversed(boxes):
        parent = box.parent
        if parent is not None:
            parent.images += box.images
            if box.lines:
                parent.lines += box.lines
                parent.words += box.words
                parent.chars += box.chars
                parent.linked += box.linked
                parent.commas += box.commas


def rank(box: Box) -> tuple[float, int]:
    """What the best container has most of; of equals the first is best."""
    return box.score, -box.index


def box_rows(boxes: Sequence[Box]) -> list[tuple[float, ...]]:
    """A row of `NAMES` for each box."""
    words, score = boxes[0].words or 1, max(box.score for box in boxes) or 1.0
    nothing = (0.0,) * len(NAMES)
    return [
        (
            box.lines, box.words, box.linked / box.chars, box.score, box.words / words, box.score / score,
            box.commas / box.words, box.images,
        )
        if box.lines
        else nothing
        for box in boxes
    ]  # fmt: skip


def inside(boxes: Sequence[Box], outer: Box) -> list[float]:
    """For each box whether it is `outer` or stands in it."""
    found: list[float] = []
    for box in boxes:
        found.append(float(box is outer or (box.parent is not None and found[box.parent.index] > 0)))
    return found


def routes(boxes: Sequence[Box], best: Box) -> list[Route]:
    """How each box lies to the best one."""
    above = {}
    holder: Box | None = best
    while holder is not None:
        above[holder.index] = best.depth - holder.depth
        holder = holder.parent
    found: list[Route] = []
    for box in boxes:
        if box.index in above:
            found.append((float(box is best), 0.0, above[box.index]))
        elif box.parent is not None:
            within, below, up = found[box.parent.index]
            found.append((within, below + 1, up))
    return found


def group_key(box: Box) -> tuple[str, str, str]:
    """What lines made by the same template share."""
    return (box.tag, box.mark, box.parent.tag if box.parent is not None else "")


def groups(lines: Sequence[Line], measures: Measures) -> dict[tuple[str, str, str], list[float]]:
    """For the lines of each template: lines, words, linked characters, characters, worth."""
    found: dict[tuple[str, str, str], list[float]] = {}
    for at, line in enumerate(lines):
        key = group_key(line.box)
        group = found.get(key)
        if group is None:
            group = found[key] = [0.0, 0.0, 0.0, 0.0, 0.0]
        group[0] += 1
        group[1] += measures.words[at]
        group[2] += line.linked
        group[3] += len(line.text)
        group[4] += measures.worths[at]
    return found
