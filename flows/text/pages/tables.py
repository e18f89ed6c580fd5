"""A table of data stays or goes whole: its rows share one score, raised where it stands in the article.

Between two kept lines that stand beside it, it stays in any case unless it is made of links.
"""

from collections.abc import Sequence
from itertools import groupby

from flows.text.pages.walk import Box, Line

BELOW_KEPT = 0.2
"""Added to the score of a table right below a kept line that stands beside it."""


def level_tables(lines: Sequence[Line], scores: Sequence[float | None], threshold: float) -> list[float | None]:
    """The scores, those of each table's rows made one."""
    level = list(scores)
    for table, run in groupby(range(len(lines)), key=lambda at: _table(lines[at])):
        rows = [at for at in run if level[at] is not None]
        if table is None or not rows:
            continue
        mean = sum(level[at] or 0.0 for at in rows) / len(rows)
        above, below = (_is_kept(lines, level, at, table, threshold) for at in (rows[0] - 1, rows[-1] + 1))
        linked = sum(lines[at].linked for at in rows) * 2 > sum(len(lines[at].text) for at in rows)
        if above and below and not linked:
            mean = max(mean, threshold)
        elif above:
            mean = min(1.0, mean + BELOW_KEPT)
        for at in rows:
            level[at] = mean
    return level


def _table(line: Line) -> Box | None:
    """The table that a row of data is in."""
    box: Box | None = line.box if line.row else None
    while box is not None and box.tag != "table":
        box = box.parent
    return box


def _is_kept(lines: Sequence[Line], scores: Sequence[float | None], at: int, table: Box, threshold: float) -> bool:
    """Whether line `at` will stay, and stands in the box that the table, or what it is wrapped in, stands in."""
    if not 0 <= at < len(lines) or (scores[at] or 0.0) < threshold or table.parent is None:
        return False
    around = (table.parent, table.parent.parent)
    box = lines[at].box.parent
    return box is not None and (box in around or (box.parent is not None and box.parent in around))
