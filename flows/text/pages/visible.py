"""Byline and date as a reader sees them: in lines between headline and first paragraphs, or right below the last."""

import re
from collections.abc import Sequence

from flows.text.dates import read_date
from flows.text.pages.bylines import person
from flows.text.pages.said import Said
from flows.text.pages.walk import Line
from flows.text.records import Block

BYLINE_RULE, DATE_RULE = "page-byline", "page-date-line"

_LONGEST = 100
"""Characters of a byline."""

_BESIDE = 2
"""Words beside a date in a line that is one: a weekday, "Uhr"."""

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ABOVE, _BELOW, _INTO = 12, 3, 2
"""How many lines above the body, below it, and into it may hold them."""

_BY = re.compile(
    r"\A(?:(?:written|posted|reported|story|text)\s+)?(?:by|von|par|por|di|door|av|autor(?:in)?:)\s+(?=[^\W\d_])", re.I
)
_AUTHOR_MARK = re.compile(r"(?:^|[\s_-])(?:author|byline|autor)", re.I)
_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [\w.'’-]+){0,5} [^\W\d_a-z][\w.'’-]+\Z")
_REST = re.compile(
    r"\s*(?:[|•·–—,\d]|\b(?:on|am|le|el)\s+\d|\bon\s+[A-Z]|\b(?:published|updated|veröffentlicht|aktualisiert)\b)", re.I
)
_UPDATED = re.compile(
    r"\b(?:(?:last |zuletzt |letzte |dernière |última |ultimo )?(?:updated?|modified|aktualisier(?:t|ung)|geändert"
    r"|änderung|mise? à jour|modifiée?|actualiza(?:d[oa]|ción)|aggiorna(?:t[oa]|mento)|atualiza(?:d[oa]|ção)))\b",
    re.I,
)
"""Words behind which a date says when the text was changed, in the languages of `flows.text.months`."""


def add_visible(said: Said, lines: Sequence[Line], blocks: Sequence[Block]) -> None:
    """Offer the date of a `time` element, then that of a short line, and a line that opens with "By"."""
    near = _near(lines, blocks)
    for line in near:
        if line.when:
            said.offer_time("published", line.when, "time")
    for line in near:
        if len(line.text) < 160:
            _offer_line(said, line.text)
        match = _BY.match(line.text)
        if match and len(line.text) < 160:
            said.offer("byline", person(_REST.split(line.text[match.end() :])[0]), "line")
    for line in near:
        if len(line.text) < 40 and _NAME.match(line.text) and _AUTHOR_MARK.search(_marks(line)):
            said.offer("byline", line.text, "author-mark")


def _offer_line(said: Said, text: str) -> None:
    """Offer the dates of a line: what stands behind a word like "updated" is no time of publication."""
    update = _UPDATED.search(text)
    if update:
        said.offer_time("modified", text[update.end() :], "line", said.day_first)
        text = text[: update.start()]
    said.offer_time("published", text, "line", said.day_first)


def with_head_lines(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Block]:
    """The blocks; a kept line at the head that is a byline and nothing else is marked as one, a bare date removed."""
    head = [at for at, block in enumerate(blocks) if block.kept and block.role == "body"][:_INTO]
    marked = list(blocks)
    for at in head:
        if is_byline(lines[at].text):
            marked[at] = blocks[at]._replace(role="byline", rule=BYLINE_RULE)
        elif is_date(lines[at].text):
            marked[at] = blocks[at]._replace(role="timestamp", rule=DATE_RULE, kept=False)
    return marked


def is_date(text: str) -> bool:
    """Whether a line is a date and two words beside it at most: "Stand: 12. März 2024, 14:30 Uhr"."""
    moment = read_date(text, day_first=True) if len(text) < _LONGEST and text[-1] not in "!?" else None
    if moment is None:
        return False
    beside = f"{text[: moment.start]} {text[moment.end :]}"
    return len(_LETTERS.findall(beside)) <= _BESIDE and len(beside) < _LONGEST // 2


def is_byline(text: str) -> bool:
    """Whether a line says who wrote it and no more: "By Lena Ortiz", "Von Lena Ortiz | 6. Februar 2024"."""
    match = _BY.match(text) if len(text) < _LONGEST and text[-1] not in ".!?" else None
    return match is not None and _NAME.match(_REST.split(text[match.end() :])[0].strip()) is not None


def _marks(line: Line) -> str:
    parent = line.box.parent
    return f"{line.box.mark} {parent.mark if parent is not None else ''}"


def _near(lines: Sequence[Line], blocks: Sequence[Block]) -> list[Line]:
    body = [at for at, block in enumerate(blocks) if block.kept and block.role != "title"]
    if not body:
        return []
    title = next((at for at, block in enumerate(blocks) if block.role == "title" and block.kept), body[0])
    first, last = body[0], body[-1]
    start = min(title, first) if abs(first - title) < 3 * _ABOVE else max(0, first - _ABOVE)
    return [*lines[start : first + _INTO], *lines[last + 1 : last + 1 + _BELOW]]
