"""Where in one block rules match: all of it, or stretches at its start and end."""

import re
from typing import NamedTuple

from flows.text.boilerplate.cost import WINDOW
from flows.text.boilerplate.openings import LENGTH
from flows.text.boilerplate.phrases import like
from flows.text.boilerplate.rule import Rule
from flows.text.boilerplate.rules import rule_set
from flows.text.boilerplate.tables import LEFT, RIGHT, SENTENCE, STEM, Beginnings, Plan, Tables, Tries

_SENTENCES = 40  # a glued notice begins with one of the last so many sentences of its block
_CUTS = 8  # notices at either end of one block
_LEFT_RUN = re.compile(f"[{re.escape(LEFT)}]*+")
_LEFT_SET, _RIGHT_SET = frozenset(LEFT), frozenset(RIGHT)
_SPOKEN = re.compile(
    r"\b(?:said|says|told|wrote|ruled|joked|admitted|recalls|recalled|argued|argues|insisted|replied|warned|shouted)\b",
    re.IGNORECASE,
)


class Finding(NamedTuple):
    """What a rule's named group read out of `[start, end)`: a source, an agency, a place, a time."""

    rule: str
    what: str
    value: str
    start: int
    end: int


class Hit(NamedTuple):
    """A rule matched `[start, end)`, decoration included."""

    rule: Rule
    start: int
    end: int
    findings: tuple[Finding, ...] = ()


def range_of(rule: Rule, text: str) -> Hit | None:
    """Where `rule` alone would cut `text`, taken as one block in the rule's scope."""
    found = hits_in(text, 0, len(text), Plan(rule_set([rule]), rule.source, None).of(1, 1))
    return found[0] if found else None


def hits_in(text: str, start: int, end: int, tables: Tables) -> list[Hit]:
    """Hits in the block `[start, end)`, from left to right: one for all of it, or some at its edges."""
    letters, known = text[start : start + LENGTH], tables.whole.known
    first, tries = start, known.get(letters[:STEM]) or known.get(letters)
    if tries is None:
        first = _after_decoration(text, start, end)
        if first == end or (text[first] in _RIGHT_SET and not text[first:end].strip(RIGHT)):
            return [Hit(tables.ornament, start, end)] if tables.ornament else []
        tries = tables.whole.at(text, first)
    if tries.tries and (whole := _whole(text, start, first, end, tries)) is not None:
        return [whole]
    hits: list[Hit] = []
    if tries.opens and tables.start:
        while len(hits) < _CUTS and (hit := _opening(text, start, end, tables.start)) is not None:
            hits.append(hit)
            start = hit.end
    if tables.end:
        tail: list[Hit] = []
        while len(tail) < _CUTS and (hit := _closing(text, start, end, tables.end)) is not None:
            tail.append(hit)
            end = hit.start
        hits += tail[::-1]
    return hits


def _after_decoration(text: str, start: int, end: int) -> int:
    if start < end and text[start] not in _LEFT_SET:
        return start
    decoration = _LEFT_RUN.match(text, start, end)
    return decoration.end() if decoration else start


def _whole(text: str, start: int, first: int, end: int, tries: Tries) -> Hit | None:
    """The first rule that matches all of `[start, end)` but its decoration, which ends at `first`."""
    if end - start > WINDOW or _is_longer(text, first, end, tries.longest):
        return None
    within = text[first:end].rstrip(RIGHT)
    size = len(within)
    longest, found_tries, _, named, others = tries
    if size > longest:
        return None
    if named and others and not named.match(text, first, end):
        longest, found_tries, _, _, _ = others
        if size > longest:
            return None
    stop = first + size
    for longest, regex, rule, cued, _ in found_tries:
        if size > longest or (cued and not cued(within)):
            continue
        if rule.phrases and any(like(within, phrase) for phrase in rule.phrases):
            return Hit(rule, start, end)
        if regex and (found := regex.fullmatch(text, first, stop)):
            if rule.unspoken and _SPOKEN.search(text, first, stop):
                continue
            return Hit(rule, start, end, _read(rule, found))
    return None


def _is_longer(text: str, first: int, end: int, longest: int) -> bool:
    """Whether a look at one letter tells that `[first, end)` is longer without the decoration at its end."""
    return first + longest < end and text[first + longest] not in _RIGHT_SET


def _opening(text: str, start: int, end: int, starts: Beginnings) -> Hit | None:
    """A rule for the start of a block that matches here and leaves something behind it."""
    first = _after_decoration(text, start, min(end, start + WINDOW))
    for longest, regex, rule, _, _ in starts.at(text, first).tries:
        if regex and (found := regex.match(text, first, min(end, first + longest))):
            rest = text[found.end() : min(end, found.end() + WINDOW)]
            if rest.strip(RIGHT):
                return Hit(rule, start, found.end() + len(rest) - len(rest.lstrip()), _read(rule, found))
    return None


def _closing(text: str, start: int, end: int, ends: Beginnings) -> Hit | None:
    """The longest end of `[start, end)`, from the start of a sentence on, that some rule matches."""
    window = max(start, end - WINDOW)
    if ends.nothing.issuperset(SENTENCE.findall(text, window, end)):
        return None
    for ended in [*SENTENCE.finditer(text, window, end)][-_SENTENCES:]:
        if ended[1] in ends.nothing:
            continue
        at = ended.end()
        first = _after_decoration(text, at, end)
        if start < at and first < end and (tries := ends.at(text, first)).tries:
            hit = _whole(text, at, first, end, tries)
            if hit is not None:
                return hit
    return None


def _read(rule: Rule, found: re.Match[str]) -> tuple[Finding, ...]:
    """What the named groups hold; a number at the end of a name only tells groups of one kind apart."""
    return tuple(
        Finding(rule.name, what.rstrip("0123456789"), " ".join(value.split()), *found.span(what))
        for what, value in found.groupdict().items()
        if value
    )
