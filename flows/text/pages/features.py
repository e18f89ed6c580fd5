"""Lines of a page → one row of numbers a line, for the model.

Four kinds: the line itself, its neighbours, the boxes around it, and where it stands beside the best container (the
box whose paragraphs hold most text). Nothing depends on the language but the length of words; scripts written without
spaces are measured in characters.
"""

from collections.abc import Sequence

from flows.text.pages import containers, cues, marks, measures, places, signs
from flows.text.pages.walk import Box, Line

_LEVELS = ("self", "parent", "grand", "great")
FEATURES = (
    *measures.NAMES,
    *cues.NAMES,
    *signs.NAMES,
    *places.SIDE_NAMES,
    *(f"{level}_{name}" for level in _LEVELS for name in containers.NAMES),
    *places.NAMES,
    *(f"in_{name}" for name in marks.NAMES),
    *(f"at_{name}" for name in marks.NAMES),
)
"""Names of a row's numbers, in their order."""

MARKS_FROM = len(FEATURES) - 2 * len(marks.NAMES)
"""Where in a row its marks begin, which lines of one box have in common."""

ALL_LINK = 0.95
"""Share of link from which a line is nothing but link."""


def features(
    lines: Sequence[Line], boxes: list[Box], titles: frozenset[str] = frozenset(), summary: str = ""
) -> list[list[float] | None]:
    """One row of `FEATURES` a line; `titles` are what the page calls itself, as `measures.plain` leaves them.

    `summary` is what it says it is about.

    A line that is nothing but link, beside another such, outside the best container, gets no row: it is navigation,
    and half of all lines.
    """
    measured = measures.measure(lines)
    containers.gather(lines, boxes, measured)
    best = max(boxes, key=containers.rank)
    held = containers.box_rows(boxes)
    own = measures.line_rows(lines, measured, titles, _wanted(lines, boxes, measured, best))
    stand = places.place_rows(lines, boxes, measured, best, own)
    marked = marks.bits(boxes)
    kin = signs.kin_rows(lines, boxes, measured, best)
    told = signs.summary_words(summary)
    around: dict[int, tuple[float, ...]] = {}
    spread: dict[marks.Marks, list[float]] = {}
    rows: list[list[float] | None] = []
    for at, (line, first, place) in enumerate(zip(lines, own, stand, strict=True)):
        if not first:
            rows.append(None)
            continue
        box = line.box
        up = box.parent or box
        if up.index not in around:
            around[up.index] = _around(up, held)
        if marked[box.index] not in spread:
            spread[marked[box.index]] = marks.spread(marked[box.index])
        sides = places.side_row(lines, measured, at)
        cue = cues.cue_row(line.text, measured.words[at])
        sign = (*signs.word_row(line.text, measured.words[at], told), *kin[at])
        rows.append(
            [*first, *cue, *sign, *sides, *held[box.index], *around[up.index], *place, *spread[marked[box.index]]]
        )
    return rows


def _wanted(lines: Sequence[Line], boxes: Sequence[Box], measured: measures.Measures, best: Box) -> list[bool]:
    """Which lines the model is asked about."""
    within = containers.inside(boxes, best)
    full = [link > ALL_LINK for link in measured.links]
    beside = zip([False, *full[:-1]], [*full[1:], False], strict=True)
    return [
        not (full[at] and (before or after) and not within[line.box.index])
        for at, (line, (before, after)) in enumerate(zip(lines, beside, strict=True))
    ]


def _around(box: Box, held: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """Rows of a box and of the two around it."""
    grand = box.parent or box
    great = grand.parent or grand
    return (*held[box.index], *held[grand.index], *held[great.index])
