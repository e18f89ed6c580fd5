"""Rules that can begin with any letters: which of their alternatives may match a text that begins so."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from flows.text.boilerplate.openings import openings
from flows.text.boilerplate.patterns import after_name, alternatives, compiled
from flows.text.boilerplate.rule import Rule


class Try(NamedTuple):
    """A rule that may match, how long its matches are at most, and what tells whether a text has one of its cues.

    Where every match begins with a name, `behind` are the openings of what stands behind that.
    """

    longest: int
    regex: re.Pattern[str] | None
    rule: Rule
    cued: Callable[[str], bool] | None
    behind: frozenset[str] | None = None


class AnyText:
    """Rules that some text with any beginning fits, cut down to those alternatives of theirs that fit this one's."""

    def __init__(self, tries: Sequence[Try]) -> None:
        self._parts = [(one, part) for one in tries for part in _parts(one.rule)]
        self._by_beginning: dict[str, int] = {}
        for number, (_, part) in enumerate(self._parts):
            for opening in openings(part) if part else {""}:
                self._by_beginning[opening] = self._by_beginning.get(opening, 0) | 1 << number
        self._made: dict[int, tuple[Try, ...]] = {}
        self.openings = frozenset(self._by_beginning) - {""}
        self.all = tuple(tries)

    def beginning_with(self, beginnings: Iterable[str]) -> tuple[Try, ...]:
        """What may match a text with these beginnings."""
        fit = self._by_beginning.get("", 0)
        for beginning in beginnings:
            fit |= self._by_beginning.get(beginning, 0)
        if fit not in self._made:
            self._made[fit] = self._only(fit)
        return self._made[fit]

    def _only(self, fit: int) -> tuple[Try, ...]:
        wanted: dict[str, tuple[Try, list[str]]] = {}
        for number, (one, part) in enumerate(self._parts):
            if fit >> number & 1:
                wanted.setdefault(one.rule.name, (one, []))[1].append(part)
        return tuple(
            one._replace(regex=compiled("|".join(parts)), behind=_behind_names(parts)) if parts != [""] else one
            for one, parts in wanted.values()
        )


def _behind_names(parts: Sequence[str]) -> frozenset[str] | None:
    found = [after_name(part) for part in parts]
    known = [letters for letters in found if letters is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


def _parts(rule: Rule) -> list[str]:
    return alternatives(rule.pattern) if rule.pattern else [""]
