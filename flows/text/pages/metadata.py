"""What a page says of itself: headline, byline, section, address, publisher, language and times, each with its basis.

Sources are asked in a fixed order, and the first to answer has the word: the record the page came in, JSON-LD,
OpenGraph, other `meta`, elements of the page. What the page does not give stays away; a time without a zone keeps its
date alone (`flows.text.dates` says why). (`htmldate` was looked at: it gives bare dates without their basis, weighs
candidates found anywhere on the page, and brings five packages.)
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from flows.text.pages import jsonld
from flows.text.pages.bylines import linked_author, person
from flows.text.pages.said import Said
from flows.text.pages.site_names import without_site
from flows.text.pages.tree import Element, head_markup
from flows.text.sites import is_address

META: Mapping[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"),
    "subtitle": (),
    "byline": ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl"),
    "section": ("article:section", "section", "parsely-section", "og:section"),
    "url": ("og:url", "parsely-link", "twitter:url"),
    "publisher": ("og:site_name", "publisher", "dc.publisher", "application-name", "copyright"),
    "published": (
        "article:published_time", "og:article:published_time", "article:published", "og:published_time",
        "datepublished", "parsely-pub-date", "sailthru.date", "date", "dc.date.issued", "dcterms.created",
        "dcterms.issued", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publication_date",
        "article.published", "ptime", "dc.date.created", "article_date_original", "originalpublicationdate",
        "cxenseparse:recs:publishtime",
    ),
    "modified": (
        "article:modified_time", "og:updated_time", "article:modified", "datemodified", "dcterms.modified",
        "dc.date.modified", "last-modified", "lastmod", "article.updated", "utime",
    ),
}  # fmt: skip
"""Names of `meta` elements (property, name or itemprop, in small letters) for each of our fields, best first."""

SUMMARIES = ("og:description", "description", "twitter:description", "dc.description", "sailthru.description")
"""Names of `meta` elements that say what the page is about, best first."""


def read(root: Element, fields: Mapping[str, str], things: list[jsonld.Thing] | None = None) -> Said:
    """Gather what record, JSON-LD, meta and the head's other elements say; `root` still has its scripts.

    `things` stands in for the page's own JSON-LD (to score the rest, it is withheld by an empty list).
    """
    said = Said()
    for name in ("title", "subtitle", "byline", "section", "url", "language"):
        said.offer(name, fields.get(name, ""), f"field:{name}")
    said.offer("publisher", fields.get("source", ""), "field:source")
    said.offer_time("published", fields.get("published", ""), "field:published")
    soup = BeautifulSoup(head_markup(root), "lxml")
    _from_jsonld(said, _things(soup) if things is None else things)
    metas = _metas(soup)
    for name, keys in META.items():
        for key in keys:
            value = metas.get(key, "")
            if name in ("published", "modified"):
                said.offer_time(name, value, key)
            elif name == "byline":
                said.offer(name, person(value), key)
            elif name != "url" or is_address(value):
                said.offer(name, value, key)
    _from_elements(said, soup, root, metas)
    said.summary = next((metas[key] for key in SUMMARIES if metas.get(key)), "")[:2_000]
    own = soup.title.get_text() if soup.title is not None else ""
    given = (said.values.get("title", ""), metas.get("og:title", ""), own)
    bare = (without_site(title, said.values.get("publisher", ""), said.values.get("url", "")) for title in given)
    said.titles = tuple(title for title in dict.fromkeys((*given, *bare)) if title.strip())
    return said


def _things(soup: BeautifulSoup) -> list[jsonld.Thing]:
    return [thing for script in soup.find_all("script") for thing in jsonld.things(script.get_text())]


def _from_jsonld(said: Said, things: list[jsonld.Thing]) -> None:
    article = jsonld.article_of(things)
    said.offer("title", jsonld.text_of(article.get("headline")), "json-ld")
    said.offer("subtitle", jsonld.text_of(article.get("alternativeHeadline")), "json-ld")
    publisher = jsonld.text_of(jsonld.resolved(article.get("publisher"), things))
    authors = jsonld.resolved(article.get("author"), things)
    names = [name for name in map(person, jsonld.names_of(authors)) if name and name != publisher]
    said.offer("byline", ", ".join(dict.fromkeys(names)), "json-ld")
    said.offer("section", jsonld.text_of(article.get("articleSection")), "json-ld")
    for key in ("url", "mainEntityOfPage", "@id"):
        value = _address(article.get(key))
        if is_address(value) and urlsplit(value).path not in ("", "/"):
            said.offer("url", value, "json-ld")
    if "://" not in publisher:
        said.offer("publisher", publisher, "json-ld")
    said.offer("language", jsonld.text_of(article.get("inLanguage")), "json-ld")
    said.offer_time("published", jsonld.text_of(article.get("datePublished")), "json-ld")
    said.offer_time("modified", jsonld.text_of(article.get("dateModified")), "json-ld")


def _address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value.strip().partition("#")[0] if isinstance(value, str) else ""


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    """Content of each named `meta`; the first of a name, but every author."""
    found: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        content = str(meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            key = str(meta.get(attribute) or "").strip().lower()
            if not key or not content:
                continue
            if key == "author" and key in found and content not in found[key]:
                found[key] += f", {content}"
            found.setdefault(key, content)
    return found


def _from_elements(said: Said, soup: BeautifulSoup, root: Element, metas: Mapping[str, str]) -> None:
    for link in soup.find_all("link"):
        if "canonical" in (link.get("rel") or ()) and is_address(str(link.get("href") or "")):
            said.offer("url", str(link["href"]), "link:canonical")
    said.offer("byline", linked_author(root), "rel:author")
    html = soup.find("html")
    said.offer("language", root.get("lang", "") or root.get("xml:lang", ""), "html:lang")
    said.offer("language", metas.get("og:locale", ""), "og:locale")
    if html is not None and soup.title is not None:
        site = said.values.get("publisher", "")
        said.offer("title", without_site(soup.title.get_text(), site, said.values.get("url", "")), "title")
    if "title" in said.values and not said.bases["title"].startswith("field:"):
        said.values["title"] = without_site(
            said.values["title"], said.values.get("publisher", ""), said.values.get("url", "")
        )
