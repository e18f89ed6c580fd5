"""What a line is on its page, read from tag and marks: the body's parts, and names for what was removed."""

import re
from collections.abc import Sequence
from typing import Final

from flows.text.pages.marks import BIT, Marks
from flows.text.pages.measures import HEADINGS
from flows.text.pages.walk import Box, Line
from flows.text.records import Role

_SHORT: Final = 120
_COPYRIGHT: Final = re.compile(
    r"©|\(c\)\s*(?:19|20)\d\d|\bcopyright\b|all rights reserved|alle rechte vorbehalten", re.I
)
_DATE: Final = re.compile(r"\b(?:19|20)\d\d\b.*\d|\d.*\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_BYLINE: Final = re.compile(r"(?i:by|von|par|por|di|door|av)\s+[A-ZÀ-Þ]")
_REMOVED: Final[tuple[tuple[str, Role], ...]] = (
    ("consent", "consent"),
    ("comment", "comment"),
    ("subscription", "subscription"),
    ("paywall", "paywall"),
    ("share", "share"),
    ("related", "related"),
    ("promotion", "advertisement"),
    ("caption", "caption"),
    ("byline", "byline"),
    ("tags", "tags"),
    ("navigation", "navigation"),
    ("foot", "navigation"),
    ("head", "navigation"),
    ("side", "related"),
)
"""Mark of a box → role of a removed line in it: the first that holds near the line, then the first further up."""


def kept_role(line: Line) -> Role:
    """The part of the body that a kept line is."""
    if line.row:
        return "table"
    tags = _tags(line.box)
    if not HEADINGS.isdisjoint(tags):
        return "subheading"
    if "figcaption" in tags:
        return "caption"
    if "blockquote" in tags:
        return "quotation"
    if "li" in tags or "dd" in tags:
        return "list"
    if line.bold >= len(line.text) and len(line.text) < _SHORT and line.text[-1] not in ".!?…,;":
        return "subheading"
    return "body"


def removed_role(line: Line, marks: Marks) -> Role:
    """What a removed line was, as far as it can be told."""
    text = line.text
    if len(text) < _SHORT * 2 and _COPYRIGHT.search(text):
        return "copyright"
    far, near = marks
    linked = line.linked * 2 > len(text)
    if not linked and len(text) < _SHORT:
        if (near & BIT["byline"] or _BYLINE.match(text)) and not near & BIT["comment"]:
            return "byline"
        if line.when or (near & BIT["time"] and _DATE.search(text)):
            return "timestamp"
    for held in (near, far):
        for name, role in _REMOVED:
            if held & BIT[name]:
                return role
    return "navigation" if linked else "other"


def _tags(box: Box) -> Sequence[str]:
    """Tags of the box and of three around it."""
    tags: list[str] = []
    at: Box | None = box
    while at is not None and len(tags) < 4:
        tags.append(at.tag)
        at = at.parent
    return tags
