"""What a page calls itself: the title element, the parts of it that are not the site's name, and what else says so."""

import re
from collections.abc import Sequence

from flows.text.pages.measures import HEADINGS, plain
from flows.text.pages.said import Said
from flows.text.pages.tree import Element
from flows.text.pages.walk import Line
from flows.text.records import Block

SUBTITLE_RULE = "page-subtitle"
FEWEST_BLANKS = 2
"""A subtitle has three words at least; fewer are a label."""

_SUBTITLE = re.compile(
    r"(?:^|[\s_-])(?:sub-?(?:head|title|line)(?:line)?|dek|deck|standfirst)(?:$|[\s_-])", re.IGNORECASE
)
_PARTING = re.compile(r"(?<!\s)\s+[|–—·•»:/-]{1,2}\s+|(?<!\s)\s+\|\s*|\|\s*")  # begins at no blank within a run


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


def with_subtitle(said: Said, lines: Sequence[Line], blocks: Sequence[Block]) -> list[Block]:
    """The blocks; what is marked as subtitle between title and text goes to its own field.

    A paragraph is one only where the text begins behind it; of a heading with which the text began, the field is taken.
    """
    marked = list(blocks)
    first = next((at for at, block in enumerate(blocks) if block.kept and block.role != "title"), None)
    if first is None:
        return marked
    title = next((at for at in range(first) if blocks[at].role == "title"), first)
    heading = [first] if lines[first].box.tag in HEADINGS else []
    for at in (*heading, *range(title + 1, first)):
        if _SUBTITLE.search(_marks(lines[at])) and lines[at].text.count(" ") >= FEWEST_BLANKS:
            marked[at] = blocks[at]._replace(role="subtitle", rule=SUBTITLE_RULE, kept=True)
            said.offer("subtitle", lines[at].text, "heading" if at == first else "standfirst")
            break
    return marked


def _marks(line: Line) -> str:
    parent = line.box.parent
    return f"{line.box.mark} {parent.mark if parent is not None else ''}"
