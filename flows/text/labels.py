"""Labels at the head of a text, `Title: …`, `Author: …`, as archives write them, or front matter between `---`."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.text.readers.fields import meaning_of
from flows.text.records import Block, Role

RULE = "labelled-head"
MOST_LINES = 40
"""Lines of a head, at most; more are no labels."""

LINE = re.compile(r"[ \t]{0,9}([^\W\d_][\w .-]{0,29}):(?=\s|\Z)([^\r\n]*+)(?:\r?\n|\Z)")
FENCE = re.compile(r"\ufeff?---[ \t]*\r?\n")
CLOSED = re.compile(r"(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
INSIDE = re.compile(r"(?:[ \t#-][^\r\n]*+)?\r?\n")
"""What may stand between labels in front matter: a list's items, what goes on from the line before, a comment."""

BESIDE = frozenset(
    ["length", "words", "word count", "load-date", "copyright", "graphic", "edition", "keywords", "tags", "categories",
     "type", "document type", "publication type", "place", "image", "layout", "draft", "description", "summary", "day"]
)  # fmt: skip
"""Labels that are known, and say nothing that an article has a field for."""

ROLES: dict[str, Role] = {"title": "title", "subtitle": "subtitle", "byline": "byline", "published": "timestamp"}

FIELDS = frozenset({*ROLES, "url", "source", "section", "language"})


class Labels(NamedTuple):
    """What the labels say, by dateline's names of fields, and where the head ends that they make up."""

    fields: dict[str, str]
    end: int


def read_labels(text: str) -> Labels | None:
    r"""The labels with which `text` begins, or null: two known ones at least, a title or two other fields among them.

    >>> read_labels("Title: Mill sold\nDate: 2023-05-12\n\nThe mill was sold.")
    Labels(fields={'title': 'Mill sold', 'published': '2023-05-12'}, end=34)
    """
    fence = FENCE.match(text)
    start = fence.end() if fence else len(text) - len(text.lstrip("\ufeff \t\r\n"))
    if not LINE.match(text, start):
        return None
    said, end = _lines(text, start, fenced=fence is not None)
    closed = CLOSED.match(text, end) if fence else None
    known = {name: value for name, value in said.items() if value and name in FIELDS}
    enough = "title" in known or len(known) > 1
    if not enough or not (closed if fence else len(said) > 1):
        return None
    return Labels(known, closed.end() if closed else end)


def _lines(text: str, at: int, *, fenced: bool) -> tuple[dict[str, str], int]:
    """What is said from `at` on, of each label the first, and where that ends: at a line without, or behind `Text:`."""
    said: dict[str, str] = {}
    for _ in range(MOST_LINES):
        found = LINE.match(text, at)
        name = _name(found[1]) if found else None
        if found and name == "text" and not found[2].strip():
            return said, found.end()
        if found and name != "text" and (name or fenced):
            said.setdefault(name or "", found[2].strip(" \t\"'"))
        elif not fenced or CLOSED.match(text, at) or not (found := INSIDE.match(text, at)):
            break
        at = found.end()
    return said, at


def _name(label: str) -> str | None:
    meaning = meaning_of(label)
    if meaning == "text" or meaning in FIELDS:
        return meaning
    return label.lower() if label.lower() in BESIDE else None


def without_labels(blocks: Sequence[Block], text: str, end: int) -> Iterator[Block]:
    """The blocks, those before `end` removed, each in the role of what it says; one that reaches beyond stays."""
    for block in blocks:
        if block.raw_start >= end or text[end : block.raw_end].strip():
            yield block
        else:
            found = LINE.match(text, block.raw_start)
            role = ROLES.get(_name(found[1]) or "", "other") if found else "other"
            yield Block(block.raw_start, block.raw_end, role, kept=False, rule=RULE)
