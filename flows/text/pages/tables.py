"""A table of data stays or goes whole: its rows share one score, and more readily stays where it stands in the article."""

from collections.abc import Sequence
from itertools import groupby

from flows.text.pages.walk import Box, Line

INSIDE = 0.2
"""Added to the score of a table right after a kept line whose box stands beside it."""


def level_tables(
    lines: Sequence[Line], scores: Sequence[float | None], threshold: float
) -> list[float | None]:
    """The scores, those of each table's rows made one."""
    level = list(scores)
    for table, run in groupby(range(len(lines)), key=lambda at: _table(lines[at])):
        rows = [at for at in run if level[at] is not None]
        if table is None or not rows:
            continue
        mean = sum(level[at] or 0.0 for at in rows) / len(rows)
        before = rows[0] - 1
        if before >= 0 and (level[before] or 0.0) >= threshold and _beside(lines[before].box, table):
            mean = min(1.0, mean + INSIDE)
        for at in rows:
            level[at] = mean
    return level


def _table(line: Line) -> Box | None:
    """The table that a row of data is in."""
    box: Box | None = line.box if line.row else None
    while box is not None and box.tag != "table":
        box = box.parent
    return box


def _beside(box: Box, table: Box) -> bool:
    """Whether the table, or what it is wrapped in, stands in the same box as `box`."""
    parent = table.parent
    return parent is not None and box.parent in (parent, parent.parent)
