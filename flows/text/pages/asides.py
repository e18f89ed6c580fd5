"""Asides: boxes whose tag or class name says that they only accompany the text, whatever the model thinks of a line.

A caption below a picture (one that ends with a credit is known without its box), a box about the author, a list of
related stories, the line with date and section, a text in the margin. Each kind gives way where it holds much of what
would be kept: there it is what the page has to say. Only a plea for consent never is.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from flows.text.pages.credits import ends_with_credit
from flows.text.pages.measures import count_words
from flows.text.pages.walk import Box, Line
from flows.text.records import Role

MOST = 0.3
"""Share of the kept words from which asides of one kind are the text: a slide show, a portrait of authors."""

FOOT: Final = 0.9
"""The same for what stands in the foot of a page, which is nearly never its text however short that is."""

RULES: Final[dict[Role, str]] = {
    "caption": "page-caption",
    "byline": "page-author-box",
    "related": "page-related-box",
    "notice": "page-disclaimer",
    "timestamp": "page-meta-line",
    "subscription": "page-subscription-box",
    "navigation": "page-footer",
    "consent": "page-consent",
    "share": "page-share-bar",
}
"""The rule that stands in the ledger for an aside of each role."""

_TAGS: Final[dict[str, Role]] = {"figcaption": "caption", "aside": "related", "footer": "navigation"}
_LARGE: Final = 600
"""A box of more words is a page that only remembers a consent, or how its foot behaves, in its class names."""

_START, _END = r"(?:^|[\s_-])(?:", r")(?:$|[\s_-])"
_NAMES: Final[tuple[tuple[Role, str], ...]] = (
    ("caption", "[a-z]*caption|bildunterschrift|bildtext|legende"),
    ("byline", r"(?:about[\s_-]?)?(?:the[\s_-]?)?author[\s_-]?(?:box|bio|info|desc|description|card|profile|about)"),
    (
        "related",
        "yarpp|related[_-]?(?:posts?|articles?|stories|content|links|news)|textwidget|widget_text"
        "|(?<![_-])sidebar(?![_-])",
    ),
    ("navigation", "(?:page|site|main|global)?footer"),
    ("notice", "disclaimer|disclosure"),
    (
        "timestamp",
        r"(?:post|entry|article)[_-]?meta|byline[_-]?date|posted[_-]?on|(?:estimated[_-]?)?read(?:ing)?[_-]?time",
    ),
    (
        "share",
        r"dpsp[a-z-]*|sharedaddy|social[_-]?shar(?:e|ing)|share[_-]?(?:bar|buttons?|links|text)|addtoany|shariff",
    ),
    ("subscription", "newsletter|popmake|popup"),
    (
        "consent",
        r"(?:cookie|gdpr|privacy)[\s_-]?(?:consent|banner|notice|wall|law|bar|modal|dialog)|onetrust|didomi",
    ),
)
_ASIDES: Final = re.compile("|".join(f"(?P<{role}>{_START}{names}{_END})" for role, names in _NAMES), re.IGNORECASE)


def asides(lines: Sequence[Line], scores: Sequence[float | None], threshold: float) -> dict[int, Role]:
    """The lines that the model would keep although they are asides, with their role."""
    known: dict[int, Role | None] = {}
    kept = [at for at, score in enumerate(scores) if score is not None and score >= threshold]
    found = {at: role for at in kept if not lines[at].row and (role := _of_line(lines[at], known))}
    if not found:
        return {}
    once = {lines[at].text: at for at in reversed(kept)}  # of copies one will stay
    words = {at: count_words(text) for text, at in once.items()}
    total = sum(words.values())
    by_role: dict[Role, int] = {}
    for at in found.keys() & words.keys():
        by_role[found[at]] = by_role.get(found[at], 0) + words[at]
    most: dict[Role, float] = {"consent": total + 1, "navigation": FOOT * total}
    return {at: role for at, role in found.items() if by_role.get(role, 0) < most.get(role, MOST * total)}


def _of_line(line: Line, known: dict[int, Role | None]) -> Role | None:
    return _role(line.box, known) or ("caption" if ends_with_credit(line) else None)


def _role(box: Box, known: dict[int, Role | None]) -> Role | None:
    """The role of the outermost aside that the box is or stands in; `known` holds what was found before."""
    path: list[Box] = []
    at: Box | None = box
    while at is not None and at.index not in known:
        path.append(at)
        at = at.parent
    role = known[at.index] if at is not None else None
    for inner in reversed(path):
        role = role or _TAGS.get(inner.tag) or (_named(inner) if len(inner.mark) > 4 else None)
        known[inner.index] = role
    return role


def _named(box: Box) -> Role | None:
    role = _of_mark(box.mark[:300])
    return None if box.tag == "body" or (role in ("consent", "navigation") and box.words > _LARGE) else role


@lru_cache(maxsize=4096)
def _of_mark(mark: str) -> Role | None:
    match = _ASIDES.search(mark)
    return match.lastgroup if match else None  # type: ignore[return-value]
