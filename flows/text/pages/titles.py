"""What a page calls itself: the title element, the parts of it that are not the site's name, and what else says so."""

import re
from collections.abc import Sequence

from flows.text.pages.measures import plain
from flows.text.pages.metadata import Said
from flows.text.pages.tree import Element
from flows.text.records import Block

_PARTING = re.compile(r"\s+[|–—·•»:/-]{1,2}\s+|\s*\|\s*")


def candidates(root: Element, given: tuple[str, ...] = ()) -> frozenset[str]:
    """Titles in the form of `plain`: of the title element whole and its parts, og:title, and `given`."""
    found = set(given)
    title = root.find(".//title")
    if title is not None and title.text:
        found.add(title.text)
        found.update(part for part in _PARTING.split(title.text) if part.count(" ") > 1)
    for meta in root.iter("meta"):
        if meta.get("property") in ("og:title", "twitter:title") or meta.get("name") in ("twitter:title", "title"):
            found.add(meta.get("content", ""))
    return frozenset(words for words in map(plain, found) if words)


def headline_of(text: str, blocks: Sequence[Block]) -> str:
    """The line that was kept as the title; empty when there is none."""
    return next((text[b.raw_start : b.raw_end].strip() for b in blocks if b.role == "title" and b.kept), "")


def offer_heading(said: Said, heading: str) -> None:
    """Offer the page's heading as its title; it goes before a title element of several parts that it says again.

    "Mill sold | Harbour Times" is the name of a page, "Old mill sold at last" above the text that of an article.
    """
    given = said.values.get("title", "")
    if heading and said.bases.get("title") == "title" and _PARTING.search(given):
        first = set(plain(_PARTING.split(given)[0]).split())
        if len(first.intersection(plain(heading).split())) * 5 >= len(first) * 3:
            said.values["title"], said.bases["title"] = heading, "heading"
    said.offer("title", heading, "heading")
