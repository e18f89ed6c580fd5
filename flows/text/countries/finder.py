"""Find every form of the tables in a text: one pass over its words, through a trie of words.

Time is linear in the text: each word starts at most one walk, and no form has more words than `deepest` (about ten).
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from flows.text.capitals import Capitals, among, capitals, standing
from flows.text.countries.table import CountryForm, forms
from flows.text.slugs import fold

WORD = re.compile(r"[^\W_]+")
NEXT = re.compile(r"([\W_]{1,8})([^\W_]+)")
SMALL = frozenset({"the", "of", "and", "islands", "island", "republic", "union", "states", "territories", "ocean",
                   "sea", "peninsula", "kingdom", "nations", "organization", "organisation", "reich",
                   "empire", "bank", "council", "commission", "parliament", "coast"})  # fmt: skip
"""Words of a longer name that are written small as well ("the Cayman islands", "Soviet union")."""


ACCENTED = frozenset({"Réunion"})
"""Forms that are an English word without their accent."""


OTHERS = frozenset({"GUAM"})
"""Spellings in capitals that are something else: the bloc of Georgia, Ukraine, Azerbaijan and Moldova."""


@dataclass(slots=True)
class Node:
    """One word deep in the trie: what may follow, keyed by the gap and the folded word, and the forms that end here."""

    after: dict[tuple[str, str], "Node"] = field(default_factory=dict)
    ends: list[CountryForm] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hit:
    """A form at `[start, end)` of a text."""

    start: int
    end: int
    form: CountryForm


def gap_of(between: str) -> str | None:
    r"""What stands between two words, made alike: white space and hyphens are one, a stop swallows the space after it.

    Null for what no name bridges: a sentence or paragraph end, or anything long.

    >>> gap_of(" "), gap_of("-"), gap_of(". "), gap_of("\n\n")
    (' ', ' ', '.', None)
    """
    if between in (" ", "-"):
        return " "
    if len(between) > 8 or between.count("\n") > 1:
        return None
    mark = "".join(between.split()).replace("’", "'")
    return " " if mark in ("", "‐", "‑", "–", "-") else mark


@cache
def trie() -> dict[str, Node]:
    """First word as written (also in capitals, also without accents) → what may follow."""
    root: dict[str, Node] = {}
    for form in forms().values():
        text = form.form
        words = [(m[0], m.start(), m.end()) for m in WORD.finditer(text)]
        first = words[0][0]
        plain = fold(first).title() if not first.isascii() else first
        node = root.setdefault(first, Node())
        for other in (first.upper(), plain):
            root.setdefault(other, node)
        for (_, _, end), (word, start, _) in itertools.pairwise(words):
            node = node.after.setdefault((gap_of(text[end:start]) or " ", fold(word)), Node())
        node.ends.append(form)
    return root


def fits(text: str, form: CountryForm, start: int, end: int) -> int | None:
    """The end of a form that was met word by word, when case and closing marks fit; else null."""
    bare = form.form
    tail = bare[len(bare.rstrip(".+)")) :]
    if tail and text.startswith(tail, end):
        end += len(tail)
    elif tail.strip(".") or (tail and form.kind == "state"):
        return None
    found = text[start:end]
    if found in OTHERS or (bare in ACCENTED and fold(found) == fold(bare) and found.isascii()):
        return None
    if found == bare:
        return end
    ours, theirs = WORD.findall(bare), WORD.findall(found)
    if found.isupper() and form.kind != "abbreviation":
        return end if len(found) >= 4 else None
    alike = all(
        a == b or (a[0].isupper() == b[0].isupper() and fold(a) == fold(b) and a.isupper() == b.isupper())
        or (i and fold(a) == fold(b) and b.casefold() in SMALL)
        for i, (a, b) in enumerate(zip(ours, theirs, strict=False))
    )  # fmt: skip
    return end if alike else None


def find_known(text: str, found: Capitals | None = None) -> Iterator[Hit]:
    """Yield the longest forms, left to right, without overlap; compounds that mean something else are among them.

    `found` are the text's words with a capital, when they have been read already.
    """
    root, position = trie(), 0
    beginnings = among(root, capitals(text) if found is None else found)
    beginnings.extend((start, word) for word in small_beginnings() if word in text for start in standing(word, text))
    for start, word in sorted(beginnings):
        if start < position:
            continue
        best = longest(text, root[word], start, start + len(word))
        if best and not in_address(text, best.start, best.end):
            position = best.end
            yield best


@cache
def small_beginnings() -> tuple[str, ...]:
    """Words without a capital that a form may begin with."""
    return tuple(sorted(first for first in trie() if first[0].islower()))


def longest(text: str, node: Node, start: int, end: int) -> Hit | None:
    """Walk the trie from one word on and keep the last form that fits."""
    best = None
    while True:
        for form in node.ends:
            fit = fits(text, form, start, end)
            if fit is not None and (best is None or fit > best.end):
                best = Hit(start, fit, form)
        following = NEXT.match(text, end) if node.after else None
        gap = gap_of(following[1]) if following else None
        if following is None or gap is None:
            return best
        further = node.after.get((gap, fold(following[2])))
        if further is None:
            return best
        node, end = further, following.end()


def in_address(text: str, start: int, end: int) -> bool:
    """Whether a range is part of a web or mail address or an account's name."""
    before, after = text[start - 1 : start], text[end : end + 2]
    return before in ("@", "_", "/") or after[:1] in ("@", "_") or (after[:1] == "." and after[1:].islower())
