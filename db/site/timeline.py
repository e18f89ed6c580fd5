"""Days put together into as many stretches of time as a picture can show: days, weeks, months, quarters or years."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MOST = 70
"""Columns of a picture, at most."""


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of time, `[first, last]`, by its label, and how much falls into it."""

    label: str
    first: date
    amount: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Stretches of one `unit` without a gap, and rows of amounts over them."""

    unit: str
    labels: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int]]]

    @property
    def totals(self) -> list[int]:
        """All rows together."""
        return [sum(amounts) for amounts in zip(*(row for _, row in self.rows), strict=True)]


def timeline(found: Iterable[tuple[str, str, int]]) -> Timeline:
    """Amounts of (row, day as `YYYY-MM-DD`, amount) over time, rows in the order in which they come.

    Years before 1 and days that are none are left out.
    """
    amounts: dict[str, Counter[date]] = {}
    for row, day, amount in found:
        if (when := _day(day)) is not None:
            amounts.setdefault(row, Counter())[when] += amount
    days = sorted(when for counter in amounts.values() for when in counter)
    if not days:
        return Timeline("day", (), ())
    unit = _unit(days[0], days[-1])
    starts = list(_starts(unit, days[0], days[-1]))
    rows = []
    for row, counter in amounts.items():
        put: Counter[date] = Counter()
        for when, amount in counter.items():
            put[_start(unit, when)] += amount
        rows.append((row, [put[start] for start in starts]))
    return Timeline(unit, [_label(unit, start) for start in starts], rows)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def _unit(first: date, last: date) -> str:
    span = (last - first).days + 1
    for unit, days in (("day", 1), ("week", 7), ("month", 30), ("quarter", 91)):
        if span <= days * MOST:
            return unit
    return "year"


def _start(unit: str, when: date) -> date:
    if unit == "week":
        return when - timedelta(days=min(when.weekday(), (when - date.min).days))
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    return when if months is None else date(when.year, (when.month - 1) // months * months + 1, 1)


def _starts(unit: str, first: date, last: date) -> Iterator[date]:
    at = _start(unit, first)
    while at <= last:
        yield at
        if unit in ("day", "week"):
            at += timedelta(days=1 if unit == "day" else 7)
        else:
            months = at.year * 12 + at.month - 1 + {"month": 1, "quarter": 3, "year": 12}[unit]
            at = date(months // 12, months % 12 + 1, 1)


def _label(unit: str, start: date) -> str:
    if unit == "quarter":
        return f"{start.year} Q{(start.month + 2) // 3}"
    form = {"day": f"{start.day} %B %Y", "week": f"week of {start.day} %B %Y", "month": "%B %Y", "year": "%Y"}[unit]
    return start.strftime(form)
