"""What a record's fields are called elsewhere, and what dateline calls them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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


def from_fields(raw: Mapping[str, object], mapping: Mapping[str, str]) -> Record:
    """Find the text and name the fields; `mapping` (field to dateline's name) goes before what is known.

    Of two fields with one meaning the better known that is not blank gets the name, the other keeps its own. A record
    with both text and page is its text. Raises BadRecord without a field of text, EmptyText with a blank one.
    """
    fields = _named(raw, mapping)
    text, page = fields.pop("text", None), fields.pop("html", None)
    if text is None and page is None:
        raise BadRecord(f"has no field of text; its fields are {shown(raw)}", "name the one that is: --map FIELD=text")
    content = text if text and text.strip() else page or ""
    refuse_empty(content)
    is_page = content is not text or bool(_PAGE.match(content))
    return Record(content, "text/html" if is_page else "text/plain", fields)


def has_text(names: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Whether one of these fields would be the text or the page."""
    return any(_meaning(name, mapping)[0] in ("text", "html") for name in names)


def shown(names: Mapping[str, object]) -> str:
    """List names for a message: few, short, and harmless in a terminal."""
    listed = ", ".join(ascii(name[:40])[1:-1] for name in list(names)[:_SHOWN])
    return (listed or "none") + (" …" if len(names) > _SHOWN else "")


def _named(raw: Mapping[str, object], mapping: Mapping[str, str]) -> dict[str, str]:
    said = [(name, said_by(value)) for name, value in raw.items()]
    ranked = sorted(
        ((*_meaning(name, mapping), name, value) for name, value in said if value is not None),
        key=lambda row: (not row[3].strip(), row[1]),
    )
    fields: dict[str, str] = {}
    for meaning, _, name, value in ranked:
        fields.setdefault(meaning if meaning not in fields else name, value)
    return fields


def _meaning(name: str, mapping: Mapping[str, str]) -> tuple[str, int]:
    if name in mapping:
        return mapping[name], -1
    return _KNOWN.get(plain_name(name), (name, 1000))


def said_by(value: object) -> str | None:
    """Put a value into words: the name of an object, the items of a list, JSON for what has neither; null for null."""
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case {"name": str(name)} | {"rendered": str(name)}:
            return name
        case list():
            return _listed(value)
        case dict():
            return json.dumps(value, sort_keys=True)
        case _:
            return str(value)


def _listed(values: list[object]) -> str | None:
    words = [word for value in values if (word := said_by(value)) is not None]
    return ", ".join(words) if words else None
