"""What the lines of a Nexis document's head and tail are.

A head is: number, paper, date, edition and title, or title, paper, date, edition and rights; then labels ("BYLINE:",
"LENGTH:"). A tail is labels and rights.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from operator import itemgetter

from flows.text.dates import read_date
from flows.text.press_exports.parsed import HEAD, TAIL, Line, Piece
from flows.text.records import Role

NUMBER = r"\d{1,5} of \d{1,5} DOCUMENTS?"

_HEADS = {
    "headline": "title", "byline": "byline", "author": "byline", "highlight": "subtitle", "section": "section",
    "length": "length", "dateline": "dateline", "series": "other", "column": "other", "distribution": "other",
}  # fmt: skip
"""Labels of the head, and the name of what they say."""

_FILLED = frozenset({"title", "subtitle", "byline", "section", "published", "source"})
_ROLES: dict[str, Role] = {
    "title": "title", "subtitle": "subtitle", "byline": "byline", "published": "timestamp", "copyright": "copyright",
}  # fmt: skip
_TAILS: dict[str, Role] = {
    "url": "other", "graphic": "caption", "load-date": "timestamp", "language": "other", "publication-type": "other",
    "journal-code": "other", "correction-date": "timestamp", "subject": "tags", "organization": "tags",
    "person": "tags", "company": "tags", "ticker": "tags", "industry": "tags", "geographic": "tags",
    "country": "tags", "state": "tags", "city": "tags", "document-type": "other", "acc-no": "other",
    "classification": "tags", "notes": "other", "distribution": "other",
}  # fmt: skip
_KEPT = frozenset({"title", "byline", "subtitle"})
_LABEL = re.compile(r"([A-Z][A-Za-z]{1,15}(?:-[A-Za-z]{1,12})?):")
_NUMBER = re.compile(NUMBER)
_RIGHTS = re.compile(r"copyright\b|©|\(c\) |all rights reserved\b", re.IGNORECASE)
_END = re.compile(r"(?:End of Document|Page \d{1,5} of \d{1,5})")
_LONGEST_DATE = 60  # characters of a line in which its date is looked for
_WEEKDAY = 12  # characters that may stand before a date: "Wednesday, "
_BY = re.compile(r"by:? +", re.IGNORECASE)


def is_body(line: Line) -> bool:
    """Whether the line says that the text follows."""
    return line.words in ("Body", "BODY:", "BODY", "Body:")


def is_labelled(group: Sequence[Line]) -> bool:
    """Whether a paragraph of the head begins with a label."""
    return _label(group[0]) in _HEADS


def is_heading(line: Line) -> bool:
    """Whether the line stands above what is of the tail, and nothing else."""
    return line.words in ("Graphic", "Classification")


def is_closing(group: Sequence[Line]) -> bool:
    """Whether a paragraph is of the tail."""
    words = group[0].words
    return not words or _label(group[0]) in _TAILS or bool(_RIGHTS.match(words) or _END.fullmatch(words))


def _is_date(words: str) -> bool:
    """Whether a line begins with a day, perhaps behind its weekday."""
    found = read_date(words[:_LONGEST_DATE])
    return found is not None and found.start <= _WEEKDAY and found.precision not in ("year", "month")


def _label(line: Line) -> str | None:
    found = _LABEL.match(line.words)
    return found[1].lower() if found else None


def closing(groups: Iterable[Sequence[Line]]) -> Iterator[Piece]:
    """The paragraphs of a tail."""
    for group in groups:
        role: Role = "copyright" if _RIGHTS.match(group[0].words) else _TAILS.get(_label(group[0]) or "", "other")
        yield Piece(group[0].start, group[-1].end, role, rule=TAIL)


def opening(lines: Sequence[Line]) -> tuple[list[Piece], dict[str, str]]:
    """The lines of a head as pieces, those of one kind in a row together, and the fields that they fill."""
    pieces: list[Piece] = []
    fields: dict[str, str] = {}
    for name, group in groupby(zip(_names(lines), lines, strict=True), key=itemgetter(0)):
        own = [line for _, line in group]
        role = _ROLES.get(name, "other")
        pieces.append(Piece(own[0].start, own[-1].end, role, role in _KEPT, None if role == "title" else HEAD))
        if name in _FILLED and (value := _value(name, " ".join(line.words for line in own if line.words))):
            fields.setdefault(name, value)
    return pieces, fields


def _value(name: str, words: str) -> str:
    labelled = _LABEL.match(words)
    if labelled and labelled[1].lower() in _HEADS:
        words = words[labelled.end() :].strip()
    return _BY.sub("", words, count=1) if name == "byline" else words


def _names(lines: Sequence[Line]) -> list[str]:
    """For each line of a head what it says: a field's name or `other`; a blank line goes with the one before."""
    first = next((i for i, line in enumerate(lines) if _label(line) in _HEADS), len(lines))
    names = _names_of_top(lines[:first])
    for line in lines[first:]:
        said = _label(line)
        names.append("other" if is_body(line) else _HEADS[said] if said in _HEADS else names[-1])
    return names


def _names_of_top(lines: Sequence[Line]) -> list[str]:
    """The same for the lines above the labels, where order alone tells them."""
    names = ["other"] * len(lines)
    date = next((i for i, line in enumerate(lines) if _is_date(line.words)), None)
    if date is None:
        return names
    names[date] = "published"
    above = [i for i in range(date) if lines[i].words and not _END.fullmatch(lines[i].words)]
    below = [i for i in range(date + 1, len(lines)) if lines[i].words]
    if any(_NUMBER.fullmatch(lines[i].words) for i in above):
        above = [i for i in above if not _NUMBER.fullmatch(lines[i].words)]
        last = below[-1] if below else date
        title = [*takewhile(lambda i: lines[i].words, range(last, date, -1))]
    else:
        title = above[:-1]
    for i in title:
        names[i] = "title"
    if above:
        names[above[-1]] = "source"
    for i in below:
        if _RIGHTS.match(lines[i].words):
            names[i] = "copyright"
    return names
