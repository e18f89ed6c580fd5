"""What class names, ids and tags say of a box: bits that a box hands down to what stands in it.

The words are those of the web's markup, English on pages of any language; they are evidence for the model and give
removed lines their role, and decide nothing alone.
"""

import re
from typing import Final

from flows.text.pages.walk import Box

_WORDS: Final = {
    "navigation": "nav|menu|breadcrumb|pagination|pager|toolbar|skip|crumb",
    "foot": "foot|bottom|imprint|impressum",
    "head": "header|masthead|topbar|banner",
    "side": "side|aside|rail|widget|column-?right|secondary",
    "comment": "comment|disqus|replies|respond|discussion|kommentar|forum",
    "share": "share|social|follow|tweet|facebook|whatsapp|sharing|addtoany",
    "related": "relat|recommend|popular|trending|teaser|also|read-?(next|more|on)|most-?read|more-|outbrain|taboola|similar",
    "promotion": "promo|advert|sponsor|\\bads?\\b|\\bad-|-ad\\b|anzeige|werbung|affiliate|shop|product|deal",
    "subscription": "newsletter|subscri|sign-?up|mailing|optin",
    "consent": "cookie|consent|gdpr|privacy|cmp\\b",
    "caption": "caption|credit|figure|photo|image|gallery|slide|media|video|player|bild",
    "byline": "byline|author|writer|\\bbio|profile|contributor|autor",
    "time": "date|time|publish|meta|posted|updated|datum",
    "tags": "\\btags?\\b|tag-|tags|topic|keyword|categor|label|kicker",
    "title": "title|headline|heading|titel",
    "content": "content|article|entry|story|post-?(body|text)|text|main|body|artikel",
    "paywall": "paywall|premium|login|register|meter|piano",
    "summary": "summary|standfirst|\\blead|intro|excerpt|dek\\b|subtitle|abstract|vorspann|description|lede",
    "copyright": "copyright|legal|disclaimer|rights|license",
    "table": "infobox|toc\\b|table|recipe|ingredient|score|stats|factbox|info-?box",
}
_TAGS: Final = {
    "nav": "navigation", "footer": "foot", "header": "head", "aside": "side", "figure": "caption",
    "figcaption": "caption", "address": "byline", "form": "form", "button": "form", "article": "article",
    "main": "main", "section": "section", "li": "list", "table": "grid", "blockquote": "quotation", "pre": "pre",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading", "p": "p",
    "label": "form", "details": "details", "a": "anchor",
}  # fmt: skip
NAMES: Final = (*_WORDS, *sorted(set(_TAGS.values()) - set(_WORDS)))
BIT: Final = {name: 1 << at for at, name in enumerate(NAMES)}
_PATTERN: Final = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items()))


def bits(boxes: list[Box]) -> list[tuple[int, int]]:
    """For each box the marks of it and all around it, and those of it and its parent; `boxes` in document order."""
    known: dict[str, int] = {"": 0}
    owns: list[int] = []
    found: list[tuple[int, int]] = []
    for box in boxes:
        mark = box.mark
        own = known.get(mark)
        if own is None:
            own = known[mark] = _read(mark)
        if box.tag in _TAGS:
            own |= BIT[_TAGS[box.tag]]
        owns.append(own)
        up = box.parent.index if box.parent is not None else box.index
        found.append((own | (found[up][0] if up != box.index else 0), own | owns[up]))
    return found


def _read(mark: str) -> int:
    own = 0
    for match in _PATTERN.finditer(mark[:300].lower()):
        own |= BIT[match.lastgroup or "content"]
    return own
