"""Files of documents between lines of underscores, with labels in words: `Full text:`, `Publication date:`.

So ProQuest gives out text, up to 100 articles a file. What stands behind "Full text:" is the article; labels below it
name its fields.
"""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from flows.text.press_exports.parsed import HEAD, TAIL, Parsed, Piece, lines_of
from flows.text.records import Role

_RULE = re.compile(r"^_{20,80}[ \t\r]*$", re.MULTILINE)
_LABEL = re.compile(r"([A-Z][A-Za-z]{1,20}(?: (?:/ )?[A-Za-z]{1,20}){0,3}):(?=[ \t\r\n])")
_TEXT, _RULED = "full text", "_"
_FIELDS = {
    "title": "title", "author": "byline", "publication title": "source", "publication date": "published",
    "section": "section", "document url": "url",
}  # fmt: skip
_TAILS = frozenset(
    ["subject", "location", "people", "company / organization", "company", "identifier / keyword", "classification",
     "title", "publication title", "first page", "pages", "publication year", "publication date", "section",
     "publisher", "place of publication", "country of publication", "publication subject", "source type", "column",
     "language of publication", "document type", "proquest document id", "document url", "copyright", "last updated",
     "database", "credit", "dateline", "number of pages", "word count", "issn", "alternate title", "year", "ethnicity",
     "business indexing term", "full text availability", "links"]
)  # fmt: skip
_ROLES: dict[str, Role] = {"subject": "tags", "people": "tags", "location": "tags", "copyright": "copyright"}


class Paragraph(NamedTuple):
    """A paragraph from `start` on; its label, if it has one (small letters), and where its value stands."""

    start: int
    end: int
    label: str
    value: int


def is_here(text: str) -> bool:
    """Whether a file has ruled documents with a full text and a number of ProQuest's."""
    return "ProQuest document ID:" in text and "Full text:" in text and _RULE.search(text) is not None


def documents(text: str) -> list[tuple[int, int]]:
    """A document begins behind a line of underscores; what has no full text goes with the one before it."""
    ruled = [found.end() for found in _RULE.finditer(text)]
    filled = [start for start, end in pairwise([*ruled, len(text)]) if "Full text:" in text[start:end]]
    return list(pairwise([0, *filled[1:], len(text)]))


def parse(text: str) -> Parsed:
    """The fields, and as text what stands behind "Full text:" before the labels at the end."""
    parts = list(_paragraphs(text))
    own = next((number for number, part in enumerate(parts) if part.label == _TEXT), None)
    if own is None:
        return Parsed({}, 0, len(text), ())
    last = max((number for number, part in enumerate(parts) if _is_of_tail(part)), default=own)
    labelled = sum(1 for _ in takewhile(_is_of_tail, reversed(parts[own + 1 : last + 1])))
    closing = parts[last + 1 - labelled :] if labelled else []
    start, end = parts[own].value, closing[0].start if closing else len(text)
    fields = {
        _FIELDS[part.label]: value
        for part in (*closing, *parts[:own])
        if part.label in _FIELDS and (value := " ".join(text[part.value : part.end].split()).rstrip("."))
    }
    tail = (Piece(part.start, part.end, _ROLES.get(part.label, "other"), rule=TAIL) for part in closing)
    return Parsed(fields, start, end, (Piece(0, start, "other", rule=HEAD), *tail))


def _is_of_tail(part: Paragraph) -> bool:
    return part.label in _TAILS or part.label == _RULED


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """Paragraphs, the blank lines behind them included; a line with a label begins one."""
    found: list[tuple[int, str, int]] = []
    apart = True
    for line in lines_of(text):
        labelled = _LABEL.match(text, line.start, line.end)
        if line.words and (apart or labelled):
            value = labelled.end() if labelled else line.start
            label = labelled[1].lower() if labelled else _RULED if not line.words.strip("_") else ""
            found.append((line.start, label, value))
        apart = not line.words
    for (start, label, value), end in zip(found, [*(each[0] for each in found), len(text)][1:], strict=True):
        yield Paragraph(start, end, label, value + len(text[value:end]) - len(text[value:end].lstrip()))
