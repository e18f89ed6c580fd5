"""What a page calls itself: the title element, the parts of it that are not the site's name, and what else says so."""

import re
from collections.abc import Sequence

from flows.text.pages.measures import plain
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
