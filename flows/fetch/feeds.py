"""What a feed lists: RSS and Atom (feedparser), JSON Feed, and news sitemaps."""

import calendar
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flows.fetch.errors import NotFetched

MOST_ENTRIES = 1_000
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_NO_FEED = "give the address of an RSS, Atom or JSON feed, or of a news sitemap"


@dataclass(frozen=True, slots=True)
class Entry:
    """A story that a feed names: its address, and what the feed says of it. `stamp` changes when the story does."""

    url: str
    title: str = ""
    published: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """The name of a feed, its entries, and the further sitemaps that a sitemap index names."""

    name: str
    entries: tuple[Entry, ...]
    sitemaps: tuple[str, ...] = ()


def read_feed(body: bytes, address: str) -> Feed:
    """Read a feed, whatever its media type says it is. Raises NotFetched for what is none."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"{":
        return _json_feed(body, address)
    if b"www.sitemaps.org/schemas/sitemap" in body[:2_000]:
        return _sitemap(body, address)
    return _rss(body, address)


def _json_feed(body: bytes, address: str) -> Feed:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotFetched(f"{address} is no JSON: {error}", _NO_FEED) from error
    items = raw.get("items") if isinstance(raw, dict) else None
    if not isinstance(items, list):
        raise NotFetched(f"{address} is JSON but no feed", _NO_FEED)
    found = (item for item in items if isinstance(item, dict) and isinstance(item.get("url"), str))
    entries = (
        Entry(item["url"], _text(item, "title"), _text(item, "date_published"), _text(item, "date_modified"))
        for item in found
    )
    return Feed(_text(raw, "title"), _first(entries))


def _sitemap(body: bytes, address: str) -> Feed:
    """https://www.sitemaps.org/protocol.html, with the news extension."""
    from lxml import etree  # noqa: PLC0415 - only where there is a sitemap

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotFetched(f"{address} is no XML: {error}", _NO_FEED) from error
    if root is None:
        raise NotFetched(f"{address} is no XML", _NO_FEED)
    maps = tuple(node.text.strip() for node in root.iterfind(f"{_SITEMAP}sitemap/{_SITEMAP}loc") if node.text)
    names = (node.text for node in root.iter(f"{_NEWS}name") if node.text)
    return Feed(next(names, "").strip(), _first(_urls(root)), maps[:MOST_ENTRIES])


def _urls(root: Any) -> Iterator[Entry]:
    for node in root.iterfind(f"{_SITEMAP}url"):
        said = {name: (node.findtext(f".//{name}") or "").strip() for name in (
            f"{_SITEMAP}loc", f"{_SITEMAP}lastmod", f"{_NEWS}title", f"{_NEWS}publication_date",
        )}  # fmt: skip
        url, modified, title, published = said.values()
        if url:
            yield Entry(url, title, published, modified)


def _rss(body: bytes, address: str) -> Feed:
    import feedparser  # noqa: PLC0415 - only where there is such a feed

    found = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise NotFetched(f"{address} is no feed", _NO_FEED)
    entries = (
        Entry(str(entry["link"]), str(entry.get("title", "")), _moment(entry, "published"), _moment(entry, "updated"))
        for entry in found.entries
        if isinstance(entry.get("link"), str)
    )
    return Feed(str(found.feed.get("title", "")), _first(entries))


def _moment(entry: dict[str, Any], name: str) -> str:
    """An instant in UTC, where the entry has one that can be read."""
    parts = dict.get(entry, f"{name}_parsed")  # feedparser's own look-up gives one for the other
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if parts else ""
    except (ValueError, OverflowError, OSError):
        return ""


def _text(raw: Mapping[str, Any], name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def _first(entries: Iterator[Entry]) -> tuple[Entry, ...]:
    """The first entries, each address once."""
    made: dict[str, Entry] = {}
    for entry in entries:
        made.setdefault(entry.url, entry)
        if len(made) == MOST_ENTRIES:
            break
    return tuple(made.values())
