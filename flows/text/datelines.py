"""The dateline of a report: "MOSCOW (Reuters) - " says where, by which agency and at times when it was written."""

import re
from dataclasses import dataclass

from flows.text.dates import Moment, read_date
from flows.text.records import Block

_LONGEST, _REACH = 160, 200  # characters of a dateline; with white space before it, looked at first
_PLACE = r"(?-i:[A-Z][\w'’-]*+(?:[ .]{1,2}[A-Z][\w'’-]*+){0,3})"
_AGENCY = (
    r"AP|AFP|Reuters|PTI|ANI|IANS|UNI|UPI|Xinhua|TASS|Bloomberg|CNN|BBC|dpa|EFE|ANSA|Kyodo|Yonhap|AAP|CP|PA|VOA|"
    r"Anadolu|AA|CNS|RFE/RL"
)
_DATE = r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?"
_DATELINE = re.compile(
    rf"(?:(?P<place>{_PLACE}(?:, ?{_PLACE}){{0,2}})(?:\.(?= \())?(?:, ?(?P<date>{_DATE}))?,? ?)?"
    rf"(?:\((?P<agency>[^()]{{2,40}})\)|(?P<bare>{_AGENCY}))?\.? ?(?:(?P<dash>[-–—]{{1,2}})|(?P<colon>:))\s"
)
_ENDS_DATELINE = "-–—:)"  # one of them ends a dateline
_FIRST_WORDS = 60  # characters in which a word of a sentence in lower case mostly begins
_PROSE = re.compile(r"(?:[^\s(]*[^\s(–—:-]\s+)+?[a-ce-z]")  # in a dateline only `dpa` is in lower case
_INDIAN = re.compile(
    rf"(?P<place>{_PLACE}(?:, ?{_PLACE}){{0,2}})(?: (?:\([^()]{{2,40}}\) )?\[[^\[\]]{{2,40}}\])?, ?(?P<date>{_DATE}) "
    rf"\((?P<agency>{_AGENCY})\)(?:: ?| )(?=[\"'“‘]?[A-Z])"
)
"""Agencies of India put no dash behind their name: "New Delhi, May 5 (PTI) The", "Pune (Maharashtra) [India], ..."."""
_DATE_FIRST = re.compile(rf"(?P<date>{_DATE}) \((?P<agency>[^()]{{2,40}})\) ?[-–—:]{{1,2}}\s")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, by which agency and when a report was written: `[start, end)` of the text, the dash included."""

    place: str | None
    agency: str | None
    date: Moment | None
    start: int
    end: int


def read_dateline(text: str, block: Block) -> Dateline | None:
    """The dateline with which the block opens, if it does: "MOSCOW (Reuters) - ", "NEW DELHI, May 5 (PTI):"."""
    first, end = block.raw_start, block.raw_end
    if _PROSE.match(text, first, min(end, first + _FIRST_WORDS)):
        return None
    raw = text[first : min(end, first + _REACH)]
    start = first + len(raw) - len(raw.lstrip())
    if start - first == len(raw):  # blanks without end
        start = end - len(text[first:end].lstrip())
    stop = min(end, start + _LONGEST)
    if not any(text.find(mark, start, stop) >= 0 for mark in _ENDS_DATELINE):
        return None
    forms = (_DATE_FIRST, _DATELINE, _INDIAN)
    if found := next((one for form in forms if (one := form.match(text, start, stop))), None):
        parts = found.groupdict()
        place, agency = parts.get("place"), parts.get("agency") or parts.get("bare")
        if not agency and not (place and _sure(place, parts)):
            return None
        date = read_date(parts["date"]) if parts.get("date") else None
        return Dateline(place, agency, date, start, found.end())
    return None


def _sure(place: str, parts: dict[str, str | None]) -> bool:
    """A place alone is a dateline in capitals, or with a date: "Speaking - " and "Note: " are none."""
    city = place.split(",")[0]
    return bool(parts.get("date")) or (len(city) > 2 and city.isupper())
