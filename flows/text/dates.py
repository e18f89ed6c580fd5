"""Dates as people write them → ISO 8601 in UTC, with no more precision than was written.

Nothing is supplied: not today's year, not a time zone. A time whose zone is not given, or could be several, is left
out and the bare date kept.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from flows.text.months import MONTH, MONTHS

_ZONES = {  # hours from UTC; abbreviations that news uses for one zone alone
    "utc": 0.0, "gmt": 0.0, "z": 0.0, "bst": 1.0, "cet": 1.0, "cest": 2.0, "eet": 2.0, "eest": 3.0, "est": -5.0,
    "edt": -4.0, "cdt": -5.0, "mst": -7.0, "mdt": -6.0, "pst": -8.0, "pdt": -7.0, "ist": 5.5, "pkt": 5.0, "sgt": 8.0,
    "hkt": 8.0, "jst": 9.0, "kst": 9.0, "mez": 1.0, "mesz": 2.0,
    "aest": 10.0, "aedt": 11.0, "nzst": 12.0, "nzdt": 13.0, "msk": 3.0,
}  # fmt: skip
_MONTH = rf"(?P<month>{MONTH})(?![^\W\d_])\.?"
_TIME = (
    r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<half>[ap]\.?m\b\.?)?"
)
_ZONE = r"\s?\(?(?P<zone>z\b|(?:utc|gmt)?[+-]\d{1,2}:?(?:\d\d)?|[a-z]{3,4}\b)?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|\.|º|°)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_AFTER = rf"(?:(?:\s?,?\s?(?:at|um|à|às|alle(?: ore)?|a las|[-–—|@T])?\s?){_TIME}{_ZONE})?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>0?[1-9]|1[0-2])[-/.]{_DAY}(?!\d){_AFTER}",
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)(?:T(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?(?P<half>(?!))?{_ZONE})?",
        rf"\b{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}{_YEAR}{_AFTER}",
        rf"(?<!\d){_DAY}(?:\s(?:of|de))?[\s/-]{{0,3}}{_MONTH},?(?:\sde)?[\s/-]{{1,3}}{_YEAR}{_AFTER}",
        rf"(?<![\d.:])(?:{_TIME}{_ZONE}\)?,?\s{{1,3}}(?:on\s)?)(?:[a-z]{{3,9}},?\s)?{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}{_YEAR}",
        rf"(?<![\d.:])(?:{_TIME}{_ZONE}\)?,?\s{{1,3}}(?:on\s)?)(?:[a-z]{{3,9}},?\s)?{_DAY}[\s-]{{1,3}}{_MONTH},?[\s-]{{1,3}}{_YEAR}",
        rf"(?<![\d/.-])(?P<first>\d\d?)(?P<parting>[/.-])\s?(?P<next>\d\d?)(?P=parting)\s?{_YEAR}{_AFTER}",
    )
)
_COARSE = re.compile(
    rf"\s*(?:{_MONTH}\s(?:de\s)?)?{_YEAR}\s*\Z|\s*(?P<iso>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])\s*\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in UTC or a bare date (`at`, ISO 8601), its precision, and where it stands: `[start, end)`."""

    at: str
    precision: str
    start: int
    end: int


def read_date(text: str, day_first: bool = False) -> Moment | None:
    """The first full date in `text` (day, month and year), or `text` itself when it is only a month or a year.

    Numeric dates are read when only one order of day and month is possible: by their size, because points part them
    (who writes 5.3.2024 means March), or because the text's language is one that puts the day first (`day_first`).
    """
    found = [match for form in _FORMS if (match := form.search(text))]
    for match in sorted(found, key=lambda one: (one.start(), -one.end())):
        if moment := _moment(match, day_first):
            return moment
    return _coarse(text)


def _moment(match: re.Match[str], day_first: bool) -> Moment | None:
    parts = match.groupdict()
    month, day = _month_and_day(parts, day_first)
    if month is None or day is None:
        return None
    try:
        date = datetime(int(parts["year"]), month, day)
    except ValueError:
        return None
    return _with_time(date, parts, *match.span()) or Moment(date.date().isoformat(), "day", *match.span())


def _month_and_day(parts: dict[str, str | None], day_first: bool) -> tuple[int | None, int | None]:
    if (first := parts.get("first")) and (second := parts.get("next")):
        one, other = int(first), int(second)
        if other > 12 >= one:
            return one, other
        settled = one == other or one > 12 or day_first or parts["parting"] == "."
        return (other, one) if settled else (None, None)
    month, day = parts.get("month") or "", parts.get("day")
    return int(month) if month.isdigit() else MONTHS.get(month.lower()), int(day) if day else None


def _with_time(date: datetime, parts: dict[str, str | None], start: int, end: int) -> Moment | None:
    zone = _zone(parts.get("zone"))
    hour, minute = parts.get("hour"), parts.get("minute")
    if hour is None or minute is None or zone is None:
        return None
    hours = _hours(int(hour), (parts.get("half") or "").lower())
    if hours is None:
        return None
    second = parts.get("second")
    try:
        instant = date.replace(hour=hours, minute=int(minute), second=int(second or 0), tzinfo=zone).astimezone(UTC)
    except OverflowError:
        return None
    return Moment(instant.strftime("%Y-%m-%dT%H:%M:%SZ"), "second" if second else "minute", start, end)


def _hours(hour: int, half: str) -> int | None:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        return hour if hour > 12 and half.startswith("p") else None
    return hour % 12 + (12 if half.startswith("p") else 0)


def _zone(written: str | None) -> timezone | None:
    if not written:
        return None
    name = written.lower()
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    offset = re.fullmatch(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d\d)?", name)
    if not offset or int(offset[2]) > 14:
        return None
    away = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return timezone(away if offset[1] == "+" else -away)


def _coarse(text: str) -> Moment | None:
    match = _COARSE.match(text) if len(text) < 40 else None
    if not match:
        return None
    year, month = match["year"] or match["iso"], match["month"]
    number = int(match["number"]) if match["number"] else MONTHS[month.lower()] if month else None
    if number is None:
        return Moment(year, "year", *match.span())
    return Moment(f"{year}-{number:02}", "month", *match.span())
