"""Files in which two capital letters name each field: `HD` headline, `PD` date, `LP` lead, `TD` text, `AN` number.

The codes are those of ProQuest's help page on Factiva's "Custom Search Fields" (support.proquest.com, article
kA23r000000FVF1CAO) and, for time, copyright and provider, of Kai Chen's list (kaichen.work, ?p=539).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flows.text.press_exports.parsed import HEAD, TAIL, Parsed, Piece
from flows.text.records import Role

_TAG = re.compile(
    r"^[ \t]*(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|CT|RF|CO|IN|NS|RE|PUB|AN|IPC|IPD|ART|CLM)"
    r"(?:[ \t]+(?=\S)|[ \t\r]*$)",
    re.MULTILINE,
)
_NEEDED = ("HD", "WC", "PD", "SN", "LP")
_LOOK = 4_000  # characters in which a file shows its first head
_FIELDS = {"HD": "title", "BY": "byline", "PD": "published", "SN": "source", "SE": "section"}
_ROLES: dict[str, Role] = {"HD": "title", "BY": "byline", "PD": "timestamp", "CY": "copyright", "ART": "caption"}
_KEPT = ("HD", "BY")
_TEXT = ("LP", "TD")
_BY = re.compile(r"by:? +", re.IGNORECASE)


class Tagged(NamedTuple):
    """A field: its tag at `[start, at)`, its value at `[at, end)`."""

    tag: str
    start: int
    at: int
    end: int


def is_here(text: str) -> bool:
    """Whether the first head of a file has the tags of one, in lines of their own or before their values."""
    if "LP" not in text or "WC" not in text:
        return False
    tags = [found[1] for found in _TAG.finditer(text, 0, _LOOK)]
    return all(tag in tags for tag in _NEEDED) and tags[0] in ("SE", "HD")


def documents(text: str) -> list[tuple[int, int]]:
    """A document begins with the first headline or section behind the last one's number."""
    starts, closed = [0], False
    for found in _TAG.finditer(text):
        if closed and found[1] in ("SE", "HD"):
            starts.append(found.start())
            closed = False
        closed = closed or found[1] == "AN"
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def parse(text: str) -> Parsed:
    """The fields, and as text what lead and text hold; the tag between them is no part of it."""
    tagged = list(_tagged(text))
    own = [one for one in tagged if one.tag in _TEXT]
    if not own:
        return Parsed({}, 0, len(text), ())
    start, end = own[0].at, own[-1].end
    fields: dict[str, str] = {}
    for one in tagged:
        if one.tag in _FIELDS and (value := " ".join(text[one.at : one.end].split())):
            fields.setdefault(_FIELDS[one.tag], _BY.sub("", value, count=1) if one.tag == "BY" else value)
    return Parsed(fields, start, end, tuple(_pieces(tagged, start, end)))


def _tagged(text: str) -> Iterator[Tagged]:
    found = list(_TAG.finditer(text))
    ends = [*(one.start() for one in found), len(text)][1:]
    for one, after in zip(found, ends, strict=True):
        value = text[one.end() : after]
        yield Tagged(one[1], one.start(), after - len(value.lstrip()), after)


def _pieces(tagged: list[Tagged], start: int, end: int) -> Iterator[Piece]:
    """Tag and value of each field beside the text; before it the tag of the lead, within it that of the text."""
    if tagged[0].start:
        yield Piece(0, tagged[0].start, "other")
    for one in tagged:
        if one.tag in _TEXT:
            yield Piece(one.start, one.at, "other")
        elif not start <= one.start < end:
            rule = None if one.tag == "HD" else HEAD if one.start < start else TAIL
            yield Piece(one.start, one.end, _ROLES.get(one.tag, "other"), one.tag in _KEPT, rule)
