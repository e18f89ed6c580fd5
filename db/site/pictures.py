"""Pictures as SVG, made on the server: no script, no font of their own, colours from the style sheet.

Each is drawn twice, for a wide and for a narrow screen, since letters that shrink with a picture cannot be read; the
style sheet shows one of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from db.site.timeline import Timeline

WIDE, NARROW = 720, 350
"""Units of a picture's own measure; on a screen as wide as this a unit is a pixel."""

_SUM, _FOOT, _GAP = 40.0, 22.0, 8.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a picture, and what stands in its tooltip."""

    x: float
    y: float
    width: float
    height: float
    says: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text at a place of the picture; `anchor` tells which end of it is there."""

    x: float
    y: float
    anchor: str
    says: str
    kind: str = "tick"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars, lines to stand on as (left, right, height), and words, in a box of `width` and `height`."""

    size: str
    width: int
    height: float
    bars: Sequence[Bar]
    lines: Sequence[tuple[float, float, float]]
    words: Sequence[Words]


@dataclass(frozen=True, slots=True)
class Picture:
    """Amounts over time, drawn for both screens, with what it says in words."""

    title: str
    says: str
    timeline: Timeline
    drawings: Sequence[Drawing]


@dataclass(frozen=True, slots=True)
class _Measure:
    """Where things stand: a row's height, its tallest bar, and where bars begin; names stand there or above."""

    size: str
    width: int
    row: float
    tall: float
    left: float

    @property
    def right(self) -> float:
        return self.width - _SUM


def columns(title: str, what: str, over: Timeline) -> Picture:
    """One tall row: how much of `what` falls into each stretch of time."""
    drawn = [
        _columns(over, _Measure("wide", WIDE, 100, 86, 34)),
        _columns(over, _Measure("narrow", NARROW, 90, 76, 30)),
    ]
    return Picture(title, _says(what, over), over, drawn)


def strips(title: str, what: str, over: Timeline) -> Picture:
    """A low row for each row of the timeline, all on one scale, so that they can be compared."""
    drawn = [_strips(over, _Measure("wide", WIDE, 27, 19, 160)), _strips(over, _Measure("narrow", NARROW, 40, 18, 0))]
    return Picture(title, _says(what, over), over, drawn)


def _columns(over: Timeline, m: _Measure) -> Drawing:
    most = max(over.totals, default=0)
    words = [Words(m.left - _GAP, m.row - m.tall + 10, "end", f"{most:,}", "label"), *_ticks(over, m, m.row)]
    bars = _bars(over, over.totals, "", m, m.row, most)
    return Drawing(m.size, m.width, m.row + _FOOT, bars, [(m.left, m.right, m.row)], words)


def _strips(over: Timeline, m: _Measure) -> Drawing:
    most = max((max(amounts, default=0) for _, amounts in over.rows), default=0)
    bars, lines, words = [], [], []
    for number, (name, amounts) in enumerate(over.rows, 1):
        base = number * m.row
        bars += _bars(over, amounts, f"{name}, ", m, base, most)
        lines.append((m.left, m.right, base))
        short = name if len(name) <= 24 else f"{name[:23]}…"
        at = (m.left - _GAP, base - 4, "end") if m.left else (0.0, base - m.tall - 6, "start")
        words.append(Words(*at, short, "label"))
        words.append(Words(m.width, base - 4, "end", f"{sum(amounts):,}"))
    end = len(over.rows) * m.row
    return Drawing(m.size, m.width, end + _FOOT, bars, lines, [*words, *_ticks(over, m, end)])


def _bars(over: Timeline, amounts: Sequence[int], of: str, m: _Measure, base: float, most: int) -> list[Bar]:
    step = (m.right - m.left) / max(len(amounts), 1)
    wide = round(min(max(step - 1.5, step * 0.7), 26), 2)
    found = []
    for place, amount in enumerate(amounts):
        if amount:
            tall = round(max(m.tall * amount / most, 1.5), 2)
            x = round(m.left + place * step + (step - wide) / 2, 2)
            found.append(Bar(x, round(base - tall, 2), wide, tall, f"{of}{over.labels[place]}: {amount:,}"))
    return found


def _ticks(over: Timeline, m: _Measure, base: float) -> list[Words]:
    if not over.labels:
        return []
    first = Words(m.left, base + _FOOT - 6, "start", over.labels[0])
    return [first, Words(m.right, base + _FOOT - 6, "end", over.labels[-1])] if len(over.labels) > 1 else [first]


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
