"""What changed between two revisions of an article: paragraphs side by side in one column, words marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from db.site.asking import Asker, Row

MOST = 1_500
"""Paragraphs of a text, or words of a paragraph, that are compared one by one: the method's cost is their square."""

_CRUMB = 4
"""What two changes have between them is taken along when it is shorter than this: a space, a comma, a short word."""

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")

REVISION = """
SELECT revision, title, body, replaced_at FROM article_revisions WHERE article_id = :id AND revision = :revision
UNION ALL
SELECT revision, title, body, NULL FROM articles WHERE id = :id AND revision = :revision
"""


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand in both revisions (`same`), in the old one alone (`gone`) or in the new one alone (`new`)."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Two revisions of an article: their rows, titles and paragraphs compared."""

    head: Row
    old: Row
    new: Row
    title: Sequence[Words]
    paragraphs: Sequence[Sequence[Words]]

    @property
    def changed(self) -> int:
        """Paragraphs, the title among them, that do not read alike."""
        return sum(any(w.how != "same" for w in words) for words in [self.title, *self.paragraphs])


def changes_page(ask: Asker, head: Row, old: int, new: int) -> ChangesPage | None:
    """The comparison of two revisions of an article, or null when one of them is not there."""
    before = ask.row(REVISION, id=head["id"], revision=old)
    after = ask.row(REVISION, id=head["id"], revision=new)
    if before is None or after is None:
        return None
    title = compare_words(before["title"] or "", after["title"] or "")
    return ChangesPage(head, before, after, title, compare(before["body"], after["body"]))


def compare(old: str, new: str) -> list[list[Words]]:
    """The paragraphs of both texts in order; where one took another's place, its words are compared."""
    before, after = old.split("\n\n"), new.split("\n\n")
    if len(before) > MOST or len(after) > MOST:
        return [[Words("gone", old)], [Words("new", new)]] if old != new else [[Words("same", old)]]
    return list(_paragraphs(before, after))


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[list[Words]]:
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            yield from ([Words("same", text)] for text in after[c:d])
            continue
        paired = min(b - a, d - c)
        for one, two in zip(before[a : a + paired], after[c : c + paired], strict=True):
            yield from _replaced(one, two)
        yield from ([Words("gone", text)] for text in before[a + paired : b])
        yield from ([Words("new", text)] for text in after[c + paired : d])


def _replaced(one: str, two: str) -> Iterator[list[Words]]:
    """One paragraph with its words marked; two where so little is left of the first that marks would only confuse."""
    words = compare_words(one, two)
    kept = sum(len(w.text) for w in words if w.how == "same")
    if 3 * kept >= max(len(one), len(two)):
        yield words
    else:
        yield from ([Words("gone", one)], [Words("new", two)])


def compare_words(old: str, new: str) -> list[Words]:
    """The words of both texts in order, neighbours of one kind together."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) > MOST or len(after) > MOST:
        return [Words("same", old)] if old == new else [Words("gone", old), Words("new", new)]
    found: list[Words] = []
    gone = new = ""
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for place, (how, a, b, c, d) in enumerate(codes):
        text = "".join(after[c:d])
        between = 0 < place < len(codes) - 1
        if how == "equal" and not (between and len(text) < _CRUMB):
            found += _both(gone, new)
            found.append(Words("same", text))
            gone = new = ""
        else:
            gone, new = gone + "".join(before[a:b]), new + text
    return [*found, *_both(gone, new)]


def _both(gone: str, new: str) -> list[Words]:
    return [Words(how, text) for how, text in (("gone", gone), ("new", new)) if text]
