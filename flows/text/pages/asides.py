"""Asides: boxes whose tag or class name says that they only accompany the text, whatever the model thinks of a line.

A caption below a picture, a box about the author, a list of related stories, the line with date and section, a text in
the margin. Each kind gives way where it holds much of what would be kept: there it is what the page has to say.
"""

import re
from collections.abc import Sequence
from typing import Final

from flows.text.pages.measures import count_words
from flows.text.pages.walk import Box, Line
from flows.text.records import Role

MOST = 0.3
"""Share of the kept words from which asides of one kind are the text: a slide show, a portrait of authors."""

RULES: Final[dict[Role, str]] = {
    "caption": "page-caption",
    "byline": "page-author-box",
    "related": "page-related-box",
    "notice": "page-disclaimer",
    "timestamp": "page-meta-line",
    "subscription": "page-subscription-box",
    "navigation": "page-footer",
}
"""The rule that stands in the ledger for an aside of each role."""

_TAGS: Final[dict[str, Role]] = {"figcaption": "caption", "aside": "related", "footer": "navigation"}
_START, _END = r"(?:^|[\s_-])(?:", r")(?:$|[\s_-])"
_NAMES: Final[tuple[tuple[Role, str], ...]] = (
    ("caption", "[a-z]*caption|bildunterschrift|bildtext|legende"),
    ("byline", r"(?:about[\s_-]?)?(?:the[\s_-]?)?author[\s_-]?(?:box|bio|info|desc|description|card|profile|about)"),
    ("related", "yarpp|related[_-]?(?:posts?|articles?|stories|content|links|news)|textwidget|widget_text"),
    ("notice", "disclaimer|disclosure"),
    ("timestamp", r"(?:post|entry|article)[_-]?meta|byline[_-]?date|posted[_-]?on"),
    ("subscription", "newsletter|popmake|popup"),
)
_ASIDES: Final = re.compile("|".join(f"(?P<{role}>{_START}{names}{_END})" for role, names in _NAMES), re.IGNORECASE)


def asides(
    lines: Sequence[Line], boxes: Sequence[Box], scores: Sequence[float | None], threshold: float
) -> dict[int, Role]:
    """The lines that the model would keep although they are asides, with their role."""
    roles = _roles(boxes)
    kept = [at for at, score in enumerate(scores) if score is not None and score >= threshold]
    found = {at: role for at in kept if (role := roles[lines[at].box.index]) and not lines[at].row}
    if not found:
        return {}
    words = {at: count_words(lines[at].text) for at in kept}
    most = MOST * sum(words.values())
    by_role: dict[Role, int] = {}
    for at, role in found.items():
        by_role[role] = by_role.get(role, 0) + words[at]
    return {at: role for at, role in found.items() if by_role[role] < most}


def _roles(boxes: Sequence[Box]) -> list[Role | None]:
    """For each box the role of the aside that it is or stands in."""
    found: list[Role | None] = []
    for box in boxes:
        role = found[box.parent.index] if box.parent is not None else None
        found.append(role or _TAGS.get(box.tag) or (_named(box.mark) if len(box.mark) > 4 else None))
    return found


def _named(mark: str) -> Role | None:
    match = _ASIDES.search(mark[:300])
    return match.lastgroup if match else None  # type: ignore[return-value]
