"""What class names, ids and tags say of a box: bits that a box hands down to what stands in it.

The words are those of the web's markup, English on pages of any language; they are evidence for the model and give
removed lines their role, and decide nothing alone.
"""

import re
from functools import lru_cache
from typing import Final

from flows.text.pages.walk import Box

_WORDS: Final = {
    "navigation": "nav|menu|breadcrumb|crumb|paginat|pager|toolbar|skip",
    "foot": "foot|bottom|imprint|impressum",
    "head": "header|masthead|topbar|banner|hero",
    "side": "side|aside|rail|widget|secondary|marginal",
    "comment": "comment|disqus|repl|respon|discuss|kommentar|forum",
    "share": "shar|social|follow|tweet|twitter|facebook|whatsapp|addtoany|shariff",
    "related": "relat|recommend|recirc|popular|trend|teaser|also|more|next|prev|outbrain|taboola|similar|latest|weiter"
    "|mehr",
    "promotion": "promo|adv|sponsor|ads?\\Z|anzeige|werbung|affiliate|shop|product|deal|cta|callout",
    "subscription": "newsletter|subscri|signup|sign\\Z|mail|optin|abo\\Z",
    "consent": "cookie|consent|gdpr|privacy|cmp\\Z",
    "caption": "capti|credit|figure|photo|image|img|galler|slide|media|video|player|bild|pic|thumb|copyright",
    "byline": "byline|autho?r|writer|bio\\Z|profile|contributor",
    "time": "date|time|publi|meta|posted|updated|datum",
    "tags": "tag|topic|keyword|categor|label|kicker|badge",
    "title": "titl|headline|heading|titel",
    "content": "content|article|entry|story|body|artikel|main|single",
    "text": "text|paragraph|copy\\Z|prose|richtext|wysiwyg|rte\\Z",
    "post": "post",
    "paywall": "paywall|premium|login|register|meter\\Z|piano|gate",
    "summary": "summary|standfirst|lead|intro|excerpt|dek\\Z|subtitle|subhead|abstract|vorspann|descri|lede|chapo",
    "legal": "legal|disclaim|right|licen|term",
    "table": "infobox|toc\\Z|table|recipe|ingredient|score|stat|fact|info|box",
    "embed": "embed|quote|tweet|instagram|youtube|twitter|iframe",
    "list": "list|item|card|tile|grid|row\\Z|col",
}
_TAGS: Final = {
    "nav": "navigation", "footer": "foot", "header": "head", "aside": "side", "figure": "caption",
    "figcaption": "caption", "address": "byline", "form": "form", "button": "form", "article": "article",
    "main": "main", "section": "section", "li": "bullet", "table": "grid", "blockquote": "quotation", "pre": "pre",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading", "p": "p",
    "label": "form", "details": "details", "a": "anchor",
}  # fmt: skip
NAMES: Final = (*_WORDS, *sorted(set(_TAGS.values()) - set(_WORDS)))
BIT: Final = {name: 1 << at for at, name in enumerate(NAMES)}
_PATTERNS: Final = tuple((name, re.compile(words)) for name, words in _WORDS.items())
_TOKEN: Final = re.compile("[A-Z]?[a-z]+|[A-Z]+")


Marks = tuple[int, int]
"""Marks of a box and all around it, and marks of it and its parent, as bits."""


def bits(boxes: list[Box]) -> list[Marks]:
    """For each box the marks of it and all around it, and those of it and its parent; `boxes` in document order.

    They are read once, and kept with the boxes.
    """
    if boxes[-1].marks is not None:
        return [box.marks or (0, 0) for box in boxes]
    known: dict[str, int] = {"": 0}
    owns: list[int] = []
    found: list[Marks] = []
    for box in boxes:
        mark = box.mark
        own = known.get(mark)
        if own is None:
            own = known[mark] = _read(mark)
        if box.tag in _TAGS:
            own |= BIT[_TAGS[box.tag]]
        owns.append(own)
        up = box.parent.index if box.parent is not None else box.index
        box.marks = (own | (found[up][0] if up != box.index else 0), own | owns[up])
        found.append(box.marks)
    return found


def spread(marks: Marks) -> list[float]:
    """The bits as numbers, those of all around first."""
    return [float(mark >> at & 1) for mark in marks for at in range(len(NAMES))]


def _read(mark: str) -> int:
    own = 0
    for token in _TOKEN.findall(mark[:300]):
        own |= _of_token(token)
    return own


@lru_cache(maxsize=50_000)
def _of_token(token: str) -> int:
    token = token.lower()
    return sum(BIT[name] for name, pattern in _PATTERNS if pattern.match(token)) if len(token) > 1 else 0
