"""Pictures as SVG, made on the server: no script, no font of their own, colours from the style sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.site.timeline import Timeline

WIDTH = 720
"""Units of a picture's own measure; the style sheet makes it as wide as there is room."""

_LEFT, _RIGHT, _ROW, _TALL, _FOOT = 150, 14, 26, 96, 22


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a picture, and what stands in its tooltip."""

    x: float
    y: float
    width: float
    height: float
    says: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of bars over a line, with its name at the left and its sum at the right."""

    name: str
    base: float
    total: int
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of bars over one axis of time. `ticks` are (x, label, how it is anchored)."""

    title: str
    says: str
    height: float
    lines: Sequence[Line]
    ticks: Sequence[tuple[float, str, str]]
    timeline: Timeline
    left: float = _LEFT
    width: float = WIDTH


def columns(title: str, what: str, over: Timeline) -> Picture:
    """One tall row: how much of `what` falls into each stretch of time."""
    left = 34.0
    amounts = over.totals
    most = max(amounts, default=0)
    bars = _bars(over, amounts, "", left, float(_TALL), _TALL - 12.0, most)
    line = Line(str(most), float(_TALL), sum(amounts), bars)
    return Picture(title, _says(what, over), _TALL + _FOOT, [line], _ticks(over, left), over, left)


def strips(title: str, what: str, over: Timeline) -> Picture:
    """A low row for each row of the timeline, all on one scale, so that they can be compared."""
    most = max((max(amounts, default=0) for _, amounts in over.rows), default=0)
    lines = []
    for number, (name, amounts) in enumerate(over.rows):
        base = float((number + 1) * _ROW)
        bars = _bars(over, amounts, f"{name}, ", _LEFT, base, _ROW - 8.0, most)
        lines.append(Line(name, base, sum(amounts), bars))
    return Picture(title, _says(what, over), len(lines) * _ROW + _FOOT, lines, _ticks(over, _LEFT), over)


def _bars(
    over: Timeline, amounts: Sequence[int], of: str, left: float, base: float, tall: float, most: int
) -> list[Bar]:
    step = (WIDTH - left - _RIGHT - 26) / max(len(amounts), 1)
    wide = round(min(max(step - 1.5, 0.8), 26), 2)
    return [
        Bar(round(left + i * step + (step - wide) / 2, 2), round(base - height, 2), wide, height,
            f"{of}{over.labels[i]}: {amount}")
        for i, amount in enumerate(amounts)
        if amount and (height := round(max(tall * amount / most, 1.5), 2))
    ]  # fmt: skip


def _ticks(over: Timeline, left: float) -> list[tuple[float, str, str]]:
    if not over.labels:
        return []
    right = WIDTH - _RIGHT - 26.0
    if len(over.labels) == 1:
        return [(left, over.labels[0], "start")]
    return [(left, over.labels[0], "start"), (right, over.labels[-1], "end")]


def _says(what: str, over: Timeline) -> str:
    totals = over.totals
    if not totals:
        return f"No {what} with a date."
    most = max(totals)
    peak = over.labels[totals.index(most)]
    return (
        f"{sum(totals):,} {what} by {over.unit}, from {over.labels[0]} to {over.labels[-1]};"
        f" most, {most:,}, in {peak}. The table below has the figures."
    )
