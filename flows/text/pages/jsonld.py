"""JSON-LD of a page: the one object that describes the article, and the one that names the site."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

MAX_LENGTH = 2_000_000
MAX_OBJECTS = 2_000

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting)\Z")
_COMMENT = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*+\]\]>|\]\]>)\s*+;?+\s*+\Z", re.DOTALL
)
_TAG = re.compile(r"<[a-zA-Z/][^<>]*>")
_LATE_COMMA = re.compile(r",(?=\s*[}\]])")

_INNER = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "publisher", "author")

Thing = dict[str, Any]


def things(script: str) -> list[Thing]:
    """Every object in the text of one script, outer ones first; none when it is not JSON even with mild mending."""
    if len(script) > MAX_LENGTH:
        return []
    bare = _COMMENT.sub("", script).strip().rstrip(";")
    for text in (bare, _LATE_COMMA.sub("", bare)):
        try:
            return list(_objects(json.loads(text, strict=False)))
        except (ValueError, RecursionError):
            continue
    return []


def _objects(data: Any) -> Iterator[Thing]:
    queue = [data]
    seen = 0
    while queue and seen < MAX_OBJECTS:
        at = queue.pop(0)
        seen += 1
        if isinstance(at, list):
            queue.extend(at)
        elif isinstance(at, dict):
            yield at
            queue.extend(at[key] for key in _INNER if key in at)


def is_a(thing: Thing, pattern: re.Pattern[str]) -> bool:
    """Whether one of the thing's types matches."""
    types = thing.get("@type", "")
    return any(isinstance(one, str) and pattern.search(one) for one in (types if isinstance(types, list) else [types]))


def article_of(found: list[Thing]) -> Thing:
    """The thing that is the article: of its types, with a headline; empty when there is none."""
    articles = [thing for thing in found if is_a(thing, _ARTICLE)]
    return next((thing for thing in articles if text_of(thing.get("headline"))), articles[0] if articles else {})


def text_of(value: Any) -> str:
    """A value as text: itself, its name, the first of a list; without markup, white space collapsed."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or ""
    return " ".join(_TAG.sub("", unescape(unescape(value))).split()) if isinstance(value, str) else ""


def resolved(value: Any, found: list[Thing]) -> Any:
    """A value that only refers to a thing by its `@id`, as that thing; any other as it is."""
    if isinstance(value, dict) and "@id" in value and "name" not in value:
        return next((thing for thing in found if thing.get("@id") == value["@id"] and "name" in thing), value)
    return value


def names_of(value: Any) -> list[str]:
    """Names in a value that is one person or several."""
    values = value if isinstance(value, list) else [value]
    return [name for name in map(text_of, values[:20]) if name and "://" not in name]
