"""Which rules are tried on a block, by where it stands and how it begins: nearly all are passed over unread."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from flows.text.boilerplate.openings import LENGTH, one_of, openings
from flows.text.boilerplate.patterns import alternatives, compiled
from flows.text.boilerplate.rules import Rule, RuleSet, rule_set

HEAD_BLOCKS = 6
TAIL_BLOCKS = 8
GLUED_BLOCKS = 3  # at either end: blocks in which a notice may stand glued to a paragraph

LEFT = " \t\n\r\f\v\u00a0\u2003\u2002\u2009*•·●▪■►▶→»›>|_=~-–—[({<✔✅📌👉\ufeff\u200b\u3000"
RIGHT = LEFT + "])}>.!…:;,⤵👇#"
SENTENCE = re.compile("[.!?…|•·*–—)\\]:;\n\r\u2028][\"'”’)\\]]{0,3}\\s*+")
_ORNAMENT = "ornament"
_ODD = frozenset("\u017f\u0131\u0307")  # letters that `re` takes for others, case ignored, and lower() does not


class Try(NamedTuple):
    """A rule that may match, and how long its matches are at most."""

    longest: int
    regex: re.Pattern[str] | None
    rule: Rule


Candidates = Callable[[str], tuple[Try, ...]]


@dataclass(frozen=True, slots=True)
class Tables:
    """The rules that are tried on a block of some place: by first letters as a whole, at its start, at its end.

    `ending` finds every place where a sentence begins as a rule for an end does, and some more.
    """

    whole: Candidates
    start: Candidates | None
    end: Candidates | None
    ending: re.Pattern[str] | None
    ornament: Rule | None


class Plan:
    """The tables of one set of rules, for texts of one source and language, by the place of a block."""

    def __init__(self, rules: RuleSet, source: str | None, language: str | None) -> None:
        self._rules = [rule for rule in rules.rules.values() if _is_for(rule, source, language)]
        self._ornament = rules.rules.get(_ORNAMENT)
        self._made: dict[tuple[bool, bool, bool, bool], Tables] = {}
        self.middle = self.of(HEAD_BLOCKS, TAIL_BLOCKS + 1)

    def of(self, index: int, left: int) -> Tables:
        """For the block at `index`, with `left` blocks from it to the end, itself included."""
        place = (index < HEAD_BLOCKS, left <= TAIL_BLOCKS, index < GLUED_BLOCKS, left <= GLUED_BLOCKS)
        return self._made.get(place) or self._made.setdefault(place, self._tables(*place))

    def _tables(self, head: bool, tail: bool, first: bool, last: bool) -> Tables:
        scopes = {"anywhere", *(["head"] if head else []), *(["tail"] if tail else [])}
        meant = [rule for rule in self._rules if rule.scope in scopes]
        starts = [rule for rule in meant if rule.part == "start" and first]
        ends = [rule for rule in meant if rule.part == "end" and last]
        return Tables(
            _by_letters(meant),
            _by_letters(starts) if starts else None,
            _by_letters(ends) if ends else None,
            _ending(tuple(sorted(rule_set(ends).index))) if ends else None,
            self._ornament,
        )


@lru_cache(maxsize=64)
def plan(rules: RuleSet, source: str | None, language: str | None) -> Plan:
    """The plan of these rules; made once."""
    return Plan(rules, source, language)


def _is_for(rule: Rule, source: str | None, language: str | None) -> bool:
    return rule.source in (None, source) and (not rule.languages or language is None or language in rule.languages)


def _by_letters(rules: Sequence[Rule]) -> Candidates:
    """A look-up of rules by the first letters of a text: first those that say most of them, then as in the file."""
    tries = {rule.name: Try(rule.longest, rule.regex, rule) for rule in rules}
    index = {opening: [tries[rule.name] for rule in of] for opening, of in rule_set(rules).index.items()}
    any_text = AnyText(index.pop("", []))

    @lru_cache(maxsize=4096)
    def candidates(opening: str) -> tuple[Try, ...]:
        beginnings = [opening[:size] for size in range(min(LENGTH, len(opening)), 0, -1)]
        found = [one for beginning in beginnings for one in index.get(beginning, ())]
        return (*found, *(any_text.beginning_with(beginnings) if _ODD.isdisjoint(opening) else any_text.all))

    return candidates


class AnyText:
    """Rules that some text with any beginning fits, cut down to those alternatives of theirs that fit this one's."""

    def __init__(self, tries: Sequence[Try]) -> None:
        self._parts = [(one, part) for one in tries for part in _parts(one.rule)]
        self._by_beginning: dict[str, int] = {}
        for number, (_, part) in enumerate(self._parts):
            for opening in openings(part) if part else {""}:
                self._by_beginning[opening] = self._by_beginning.get(opening, 0) | 1 << number
        self._made: dict[int, tuple[Try, ...]] = {}
        self.all = tuple(tries)

    def beginning_with(self, beginnings: Iterable[str]) -> tuple[Try, ...]:
        """What may match a text with these beginnings."""
        fit = self._by_beginning.get("", 0)
        for beginning in beginnings:
            fit |= self._by_beginning.get(beginning, 0)
        return self._made.get(fit) or self._made.setdefault(fit, self._only(fit))

    def _only(self, fit: int) -> tuple[Try, ...]:
        wanted: dict[str, tuple[Try, list[str]]] = {}
        for number, (one, part) in enumerate(self._parts):
            if fit >> number & 1:
                wanted.setdefault(one.rule.name, (one, []))[1].append(part)
        return tuple(
            one._replace(regex=compiled("|".join(parts))) if parts != [""] else one for one, parts in wanted.values()
        )


def _parts(rule: Rule) -> list[str]:
    return alternatives(rule.pattern) if rule.pattern else [""]


@lru_cache(maxsize=64)
def _ending(openings: Iterable[str]) -> re.Pattern[str] | None:
    """The end of a sentence, decoration, and one of these openings; none when there is one that any text has."""
    beginning = one_of(openings)
    if not beginning:
        return None
    return re.compile(f"{SENTENCE.pattern}[{re.escape(LEFT)}]*+{beginning}", re.IGNORECASE)
