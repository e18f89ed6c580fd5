"""What a record's fields are called elsewhere, and what dateline calls them."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from flows.text.errors import BadRecord
from flows.text.readers.plain import refuse_empty

NAMES: Mapping[str, Sequence[str]] = {
    "text": ("text", "body", "content", "articleBody", "maintext", "plaintext", "full_text", "body_text"),
    "html": ("html", "raw_html", "body_html", "content_html"),
    "title": ("title", "headline", "web_title"),
    "subtitle": ("subtitle", "standfirst", "alternative_headline", "subheadline", "deck"),
    "url": ("url", "link", "web_url", "canonical_url", "permalink"),
    "published": (
        "published", "date_published", "published_at", "date", "publication_date", "date_publish", "publish_date",
        "published_on", "pub_date", "publishing_date", "web_publication_date",
    ),
    "byline": ("byline", "author", "authors", "creator"),
    "source": ("source", "publisher", "publication", "site_name", "source_name"),
    "section": ("section", "article_section", "section_name"),
    "language": ("language", "lang", "in_language"),
    "id": ("id", "guid", "identifier"),
}  # fmt: skip
"""dateline's name, and the names known for it, best first, in any case and with or without `_`, `-`, space or `@`.

Some are of schema.org (NewsArticle), some of RSS, the rest of the files that news-please, fundus, NewsAPI and the
Guardian's interface write.
"""

_PAGE = re.compile(r"\s*<(!doctype html|html|body|article|section|div|p)\b[^>]*>", re.IGNORECASE)
_SHOWN = 8
_TEXTS = ("text", "html")
_BETWEEN = {"text": "\n\n", "html": "\n"}


@dataclass(frozen=True, slots=True)
class Record:
    """The text or page of a record, and what it says beside it."""

    content: str
    media_type: str
    fields: Mapping[str, str]


def plain_name(name: str) -> str:
    """Reduce a field's name to what spellings of it share.

    >>> plain_name("datePublished"), plain_name("date_published")
    ('datepublished', 'datepublished')
    """
    return re.sub(r"[\s_@-]+", "", name).lower()


_KNOWN = {plain_name(alias): (ours, rank) for ours, names in NAMES.items() for rank, alias in enumerate(names)}


def meaning_of(name: str) -> str | None:
    """What dateline calls a field of that name, or null when it is not known.

    >>> meaning_of("Publication-Date"), meaning_of("colour")
    ('published', None)
    """
    return _KNOWN.get(plain_name(name), (None, 0))[0]


def from_fields(raw: Mapping[str, object], mapping: Mapping[str, str]) -> Record:
    """Find the text and name the fields; `mapping` (field to dateline's name) goes before what is known.

    Of two fields with one meaning the better known that is not blank gets the name, the other keeps its own. A record
    with both text and page is its text. Raises BadRecord without a field of text, EmptyText with a blank one.
    """
    said = _said(raw, mapping)
    meant = {meaning: name for name, (meaning, _) in reversed(said.items())}
    if not has_text(raw, mapping):
        raise BadRecord(f"has no field of text; its fields are {shown(raw)}", "name the one that is: --map text=NAME")
    text, page = (said.get(meant.get(meaning, ""), ("", ""))[1] for meaning in _TEXTS)
    content = text if text.strip() else page
    refuse_empty(content)
    is_page = content is page or bool(_PAGE.match(content))
    return Record(content, "text/html" if is_page else "text/plain", _fields(said, meant))


def has_text(names: Iterable[str], mapping: Mapping[str, str]) -> bool:
    """Whether one of these fields would be the text or the page."""
    return any(_meaning(name, mapping)[0] in _TEXTS for name in names)


def shown(names: Mapping[str, object]) -> str:
    """List names for a message: few, short, and harmless in a terminal."""
    listed = ", ".join(ascii(name[:40])[1:-1] for name in list(names)[:_SHOWN])
    return (listed or "none") + (" …" if len(names) > _SHOWN else "")


def _said(raw: Mapping[str, object], mapping: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Name to meaning and value of each field that is not null, those first that have more right to their meaning."""
    ranked = []
    for name, value in raw.items():
        meaning, rank = _meaning(name, mapping)
        words = said_by(value, _BETWEEN.get(meaning, ", "))
        if words is not None:
            ranked.append((not words.strip(), rank, name, meaning, words))
    return {name: (meaning, words) for _, _, name, meaning, words in sorted(ranked, key=itemgetter(0, 1))}


def _fields(said: Mapping[str, tuple[str, str]], meant: Mapping[str, str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, (meaning, words) in said.items():
        has_meaning = meant[meaning] == name
        if words.strip() and not (has_meaning and meaning in _TEXTS):
            key = meaning if has_meaning else name
            fields[f"{key} (as given)" if key in fields else key] = words
    return fields


def _meaning(name: str, mapping: Mapping[str, str]) -> tuple[str, int]:
    return (mapping[name], -1) if name in mapping else _known_meaning(name)


@lru_cache(maxsize=1024)
def _known_meaning(name: str) -> tuple[str, int]:
    return _KNOWN.get(plain_name(name), (name, len(_KNOWN)))


def said_by(value: object, between: str = ", ") -> str | None:
    """Put a value into words: the name of an object, the items of a list, JSON for what has neither; null for null.

    >>> said_by([{"name": "Ana Ruiz"}, "AP"])
    'Ana Ruiz, AP'
    """
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case {"name": str(name)} | {"rendered": str(name)}:
            return name
        case list():
            return _listed(value, between)
        case dict():
            return json.dumps(value, sort_keys=True)
        case _:
            return str(value)


def _listed(values: list[object], between: str) -> str | None:
    words = [word for value in values if (word := said_by(value)) is not None]
    return between.join(words) if words else None
