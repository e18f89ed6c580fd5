"""Where a line stands: on the page, beside its neighbours, beside the best container."""

from collections.abc import Sequence
from itertools import accumulate

from flows.text.pages.containers import group_key, groups, inside, rank, routes
from flows.text.pages.measures import HEADING, TITLE_SHARE, Measures
from flows.text.pages.walk import Box, Line

_SIDES = (-2, -1, 1, 2)
SIDE_NAMES = tuple(f"{name}{at:+d}" for at in _SIDES for name in ("words", "link", "samebox", "sametag"))
NAMES = (
    "index", "index_share", "lines", "page_words", "page_worthy", "worthy_before", "worthy_after", "from_best",
    "to_best", "in_best", "best_share", "best_link", "below_best", "up_to_best", "depth", "group_lines", "group_words",
    "group_link", "group_share", "group_worthy", "in_second", "since_heading", "run_words", "since_worthy",
    "until_worthy", "after_title",
)  # fmt: skip
"""Names of the numbers of a place's row, in their order; `SIDE_NAMES` are those of a line's neighbours."""

_FAR = 99.0
_RUN = 4  # lines to either side


def side_row(lines: Sequence[Line], measures: Measures, at: int) -> list[float]:
    """Words, share of link and kinship of the two lines before and the two after."""
    box, count = lines[at].box, len(lines)
    row: list[float] = []
    for side in _SIDES:
        other = at + side
        if 0 <= other < count:
            near = lines[other].box
            row += (measures.words[other], measures.links[other], near.parent is box.parent, near.tag == box.tag)
        else:
            row += (-1.0, 0.0, 0.0, 0.0)
    return row


def place_rows(
    lines: Sequence[Line], boxes: Sequence[Box], measures: Measures, best: Box, own: Sequence[tuple[float, ...]]
) -> list[tuple[float, ...]]:
    """A row of `NAMES` for each line that has a row of its own in `own`, an empty one for the others."""
    count, words = len(lines), boxes[0].words or 1
    sums = list(accumulate(measures.worths, initial=0.0))
    loose = (n * (1 - link) for n, link in zip(measures.words, measures.links, strict=True))
    runs = list(accumulate(loose, initial=0.0))
    total = sums[-1] or 1.0
    route = routes(boxes, best)
    within = [at for at, line in enumerate(lines) if route[line.box.index][0]] or [0, count]
    made = groups(lines, measures)
    seconds = inside(boxes, max((box for box in boxes if not route[box.index][0]), key=rank, default=best))
    best_share, best_link = best.words / words, best.linked / (best.chars or 1)
    until = _until_worthy(measures)
    since_heading = since_worthy = after_title = _FAR
    rows: list[tuple[float, ...]] = []
    for at, (line, row) in enumerate(zip(lines, own, strict=True)):
        if not row:
            since_heading, after_title, since_worthy = since_heading + 1, after_title + 1, since_worthy + 1
            rows.append(())
            continue
        box = line.box
        since_heading = 0.0 if row[HEADING] else since_heading + 1
        after_title = 0.0 if row[TITLE_SHARE] > 0.6 and row[TITLE_SHARE + 1] > 0.6 else after_title + 1
        group = made[group_key(box)]
        held, below, up = route[box.index]
        start, end = max(0, at - _RUN), min(count, at + _RUN + 1)
        rows.append((
            at, at / count, count, words, total, sums[at] / total, (total - sums[at + 1]) / total, at - within[0],
            within[-1] - at, held, best_share, best_link, below, up, box.depth, group[0], group[1],
            group[2] / (group[3] or 1), group[1] / words, group[4] / total, seconds[box.index], since_heading,
            (runs[end] - runs[start]) / (end - start), since_worthy, until[at], after_title,
        ))  # fmt: skip
        since_worthy = 0.0 if measures.worths[at] else since_worthy + 1
    return rows


def _until_worthy(measures: Measures) -> list[float]:
    """Lines from each line to the next paragraph."""
    found, until = [], _FAR
    for worth in reversed(measures.worths):
        found.append(until)
        until = 0.0 if worth else until + 1
    return found[::-1]
