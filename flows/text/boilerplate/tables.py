"""Which rules are tried on a block, by where it stands and how it begins: nearly all are passed over unread."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from flows.text.boilerplate.any_text import AnyText, Try
from flows.text.boilerplate.cues import cue_finder
from flows.text.boilerplate.openings import LENGTH
from flows.text.boilerplate.patterns import name_before
from flows.text.boilerplate.rule import Rule
from flows.text.boilerplate.rules import RuleSet, rule_set

HEAD_BLOCKS = 6
TAIL_BLOCKS = 8
GLUED_BLOCKS = 3  # at either end: blocks in which a notice may stand glued to a paragraph

LEFT = " \t\n\r\f\v\u00a0\u2003\u2002\u2009*•·●▪■►▶→»›>|_=~-–—[({<✔✅📌👉📣📢🔔📲🚨\ufeff\u200b\u3000"
RIGHT = LEFT + "])}>.!…:;,⤵👇#"
SENTENCE = re.compile(f"[.!?…|•·*–—)\\]:;\n\r\u2028][\"'”’)\\]]{{0,3}}\\s*+(?=(?s:(.{{0,{LENGTH}}})))")
"""The end of a sentence; its group are the first letters behind it."""

_ORNAMENT = "ornament"
_WHITE = re.compile(r"\s+")
_MOST_KNOWN = 8192  # beginnings of texts that are remembered for each place
STEM = 3  # letters by which most beginnings are known to be none of a rule
ODD = frozenset("\u017f\u0131\u0307")  # letters that `re` takes for others, case ignored, and lower() does not


class Tries(NamedTuple):
    """The rules that may match a text, in their order, and how long a match of any of them is at most.

    Of a text that does not begin as `named` says, only the `others` may. `opens`: one of them may match a start alone.
    """

    longest: int
    tries: tuple[Try, ...] = ()
    opens: bool = False
    named: re.Pattern[str] | None = None
    others: "Tries | None" = None


_NONE = Tries(-1)


def _tries(found: Sequence[Try]) -> Tries:
    if not found:
        return _NONE
    behind = frozenset().union(*(one.behind for one in found if one.behind))
    others = _tries([one for one in found if not one.behind]) if behind else None
    opens = any(one.rule.part == "start" for one in found)
    named = name_before(behind) if behind else None
    return Tries(max(one.longest for one in found), tuple(found), opens, named, others)


def letters_of(text: str, start: int) -> str:
    """The first letters from `start` on in lower case, runs of white space as one blank, as openings are written."""
    letters = text[start : start + LENGTH].lower()
    if "  " in letters or not letters.isprintable():
        letters = _WHITE.sub(" ", text[start : start + 2 * LENGTH])[:LENGTH].lower()
    return letters


class Beginnings:
    """A look-up of rules by the first letters of a text: first those that say most of them, then as in the file.

    `known` says it of first letters as they stand in texts met before, so that most blocks cost a look-up or two: of
    STEM letters where these tell that no opening begins so, else of LENGTH. Letters with which decoration may begin
    are not in it. With those in `nothing` no match begins.
    """

    __slots__ = ("_any_text", "_index", "_of_opening", "_openings", "_stems", "_usual", "known", "nothing")

    def __init__(self, rules: Sequence[Rule]) -> None:
        tries = {rule.name: Try(rule.longest, rule.regex, rule, cue_finder(rule.cues)) for rule in rules}
        self._index = {opening: [tries[rule.name] for rule in of] for opening, of in rule_set(rules).index.items()}
        self._any_text = AnyText(self._index.pop("", []))
        self._openings = {*self._index, *self._any_text.openings}
        self._stems = {opening[:STEM] for opening in self._openings}
        self._usual = _tries(self._any_text.beginning_with(()))
        self._of_opening: dict[str, Tries] = {}
        self.known: dict[str, Tries] = {}
        self.nothing: set[str] = {""}

    def at(self, text: str, start: int) -> Tries:
        """Rules that may match from `start` on."""
        raw = text[start : start + LENGTH]
        stem = raw[:STEM]
        found = self.known.get(stem) or self.known.get(raw)
        if found is None:
            letters = letters_of(text, start)
            usual = self._is_usual(letters[:STEM])
            found = self._usual if usual else self._beginning_with(letters)
            key = stem if usual else raw
            plain = letters.startswith(key.lower()) and raw[:1] not in RIGHT and (usual or len(raw) > STEM)
            if not plain or len(self.known) >= _MOST_KNOWN:
                return found
            self.known[key] = found
        if not found.tries and len(self.nothing) < _MOST_KNOWN:
            self.nothing.add(raw)
        return found

    def _is_usual(self, stem: str) -> bool:
        """Whether no opening begins as the first letters of a text do."""
        return ODD.isdisjoint(stem) and self._stems.isdisjoint([stem[:size] for size in range(1, STEM + 1)])

    def _beginning_with(self, letters: str) -> Tries:
        """What the longest opening tells with which the letters begin: they begin with no other but its own."""
        if not ODD.isdisjoint(letters):
            return self._of(letters, odd=True)
        for size in range(len(letters), 0, -1):
            if (opening := letters[:size]) in self._openings:
                if opening not in self._of_opening:
                    self._of_opening[opening] = self._of(opening)
                return self._of_opening[opening]
        return self._usual

    def _of(self, letters: str, odd: bool = False) -> Tries:
        beginnings = [letters[:size] for size in range(len(letters), 0, -1)]
        found = [one for beginning in beginnings for one in self._index.get(beginning, ())]
        return _tries([*found, *(self._any_text.all if odd else self._any_text.beginning_with(beginnings))])


@dataclass(frozen=True, slots=True)
class Tables:
    """The rules that are tried on a block of some place: by first letters as a whole, at its start, at its end."""

    whole: Beginnings
    start: Beginnings | None
    end: Beginnings | None
    ornament: Rule | None


class Plan:
    """The tables of one set of rules, for texts of one source and language, by the place of a block."""

    def __init__(self, rules: RuleSet, source: str | None, language: str | None) -> None:
        self._rules = [rule for rule in rules.rules.values() if _is_for(rule, source, language)]
        self._ornament = rules.rules.get(_ORNAMENT)
        self._made: dict[tuple[bool, bool, bool, bool, bool], Tables] = {}
        self._short: dict[int, Sequence[Tables]] = {}
        self.middle = self.of(HEAD_BLOCKS, TAIL_BLOCKS + 1)
        self._edges = (
            [self.of(index, TAIL_BLOCKS + HEAD_BLOCKS - index) for index in range(HEAD_BLOCKS)],
            [self.of(HEAD_BLOCKS, left) for left in range(TAIL_BLOCKS, 0, -1)],
        )

    def of(self, index: int, left: int) -> Tables:
        """For the block at `index`, with `left` blocks from it to the end, itself included."""
        place = (index == 0, index < HEAD_BLOCKS, left <= TAIL_BLOCKS, index < GLUED_BLOCKS, left <= GLUED_BLOCKS)
        return self._made.get(place) or self._made.setdefault(place, self._tables(*place))

    def of_all(self, blocks: int) -> Sequence[Tables]:
        """For each block of a text of so many."""
        if blocks > HEAD_BLOCKS + TAIL_BLOCKS:
            head, tail = self._edges
            return [*head, *[self.middle] * (blocks - HEAD_BLOCKS - TAIL_BLOCKS), *tail]
        if blocks not in self._short:
            self._short[blocks] = tuple(self.of(index, blocks - index) for index in range(blocks))
        return self._short[blocks]

    def _tables(self, top: bool, head: bool, tail: bool, first: bool, last: bool) -> Tables:
        scopes = {"anywhere", *(["head"] if head else []), *(["tail"] if tail else []), *([] if top else ["below"])}
        meant = [rule for rule in self._rules if rule.scope in scopes]
        starts = [rule for rule in meant if rule.part == "start" and first]
        ends = [rule for rule in meant if rule.part == "end" and last]
        return Tables(
            Beginnings(meant),
            Beginnings(starts) if starts else None,
            Beginnings(ends) if ends else None,
            self._ornament,
        )


@lru_cache(maxsize=64)
def plan(rules: RuleSet, source: str | None, language: str | None) -> Plan:
    """The plan of these rules; made once."""
    return Plan(rules, source, language)


def _is_for(rule: Rule, source: str | None, language: str | None) -> bool:
    return rule.source in (None, source) and (not rule.languages or language is None or language in rule.languages)
