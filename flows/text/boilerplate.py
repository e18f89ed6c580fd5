"""The rules engine: blocks in, blocks out, each removal under the name of its rule.

A rule is tried on the block without bullets, brackets and closing marks around it. Near the end of a text a notice may
also stand glued to the last sentences of a paragraph: the block is then cut in two.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flows.text.boilerplate_cost import WINDOW
from flows.text.boilerplate_openings import LENGTH
from flows.text.boilerplate_phrases import like
from flows.text.boilerplate_rules import Rule, RuleSet, load_rules
from flows.text.records import Block

HEAD_BLOCKS = 10
TAIL_BLOCKS = 12
_SENTENCES = 40  # a glued notice begins with one of the last so many sentences of its block
_HEADLINE = range(12, 181)  # characters of a headline in a list of further reading
_HEADLINES = 15

_PLACES = {
    (head, tail): frozenset(("anywhere", *["head"] * head, *["tail"] * tail))
    for head in (False, True)
    for tail in (False, True)
}
_LEFT = " \t\n\r\f\v\u00a0\u2003\u2002\u2009*•·●▪■►▶→»›>|_=~#-–—[({<✔✅📌👉\ufeff\u200b\u3000"
_RIGHT = _LEFT + "])}>.!…:;,⤵👇"
_SENTENCE = re.compile("(?:[.!?…][\"'”’)\\]]{0,3}|[|•·*–—)\\]:;-]|[\n\r\u2028]|\\A)\\s*(?=[^\\s.!?…\"'”’)\\]])")
_TERMINAL = re.compile("[.!?…。！？।][\"'”’)\\]]*\\s*\\Z")

Candidates = Callable[[str], Sequence[Rule]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule's named group read out of `[start, end)`: a source, an agency, a place, a time."""

    rule: str
    what: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Applied:
    """The blocks after the rules, and what was read on the way."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule matched `[start, end)`, decoration included."""

    rule: Rule
    start: int
    end: int
    findings: tuple[Finding, ...] = ()


def apply(
    text: str,
    blocks: Iterable[Block],
    *,
    source: str | None = None,
    language: str | None = None,
    rules: RuleSet | None = None,
) -> Applied:
    """Run the rules over the kept blocks of `text`, which tile it; the result tiles it too.

    Rules bound to a `source` (a slug) run for that one alone, rules that name languages only where `language` is one
    of them or not known. A kept block may come back marked (role and rule set), cut in two, or removed.
    """
    blocks = tuple(blocks)
    candidates = _chosen(rules or load_rules(), source, language)
    made: list[Block] = []
    findings: list[Finding] = []
    listing: tuple[Rule, int] | None = None
    for index, block in enumerate(blocks):
        if not block.kept or block.role != "body":
            made.append(block)
            continue
        places = _places(index, len(blocks))
        hits = _hits(text, block.raw_start, block.raw_end, places, candidates)
        if not hits and listing and listing[1] < _HEADLINES and _is_headline(text, block):
            hits = [Hit(listing[0], block.raw_start, block.raw_end)]
            listing = (listing[0], listing[1] + 1)
        else:
            listing = next(((hit.rule, 0) for hit in hits if hit.rule.follows and hit.end == block.raw_end), None)
        made += _cut(block, hits)
        findings += [finding for hit in hits for finding in hit.findings]
    return Applied(tuple(made), tuple(findings))


def _chosen(rules: RuleSet, source: str | None, language: str | None) -> Candidates:
    """A look-up of rules by first letters that passes over those of other sources and languages."""

    def meant(rule: Rule) -> bool:
        return (rule.source in (None, source)) and (
            not rule.languages or language is None or language in rule.languages
        )

    return lambda opening: [rule for rule in rules.starting(opening) if meant(rule)]


def _places(index: int, count: int) -> frozenset[str]:
    return _PLACES[index < HEAD_BLOCKS, count - index <= TAIL_BLOCKS]


def range_of(rule: Rule, text: str) -> Hit | None:
    """Where `rule` alone would cut `text`, taken as one block in the rule's scope."""
    hits = _hits(text, 0, len(text), _PLACES[True, True], lambda opening: [rule])
    return hits[0] if hits else None


def _hits(text: str, start: int, end: int, places: frozenset[str], candidates: Candidates) -> list[Hit]:
    """Hits in the block `[start, end)`, from left to right: one for all of it, or some at its edges."""
    hits: list[Hit] = []
    if (whole := _whole(text, start, end, places, candidates, glued=False)) is not None:
        return [whole]
    if "head" in places:
        while (hit := _opening(text, start, end, places, candidates)) is not None:
            hits.append(hit)
            start = hit.end
    tail: list[Hit] = []
    if "tail" in places:
        while start < end and (hit := _closing(text, start, end, places, candidates)) is not None:
            tail.append(hit)
            end = hit.start
    return hits + tail[::-1]


def _whole(text: str, start: int, end: int, places: frozenset[str], candidates: Candidates, glued: bool) -> Hit | None:
    """The first rule that matches all of `[start, end)` but its decoration."""
    raw = text[start:end].rstrip(_RIGHT) if end - start <= WINDOW else ""
    bare = raw.lstrip(_LEFT)
    first = start + len(raw) - len(bare)
    last = first + len(bare)
    for rule in candidates(bare[:LENGTH].lower()):
        if rule.scope not in places or len(bare) > rule.longest or rule.part == ("block" if glued else "start"):
            continue
        if rule.phrases and any(like(bare, phrase) for phrase in rule.phrases):
            return Hit(rule, start, end)
        if rule.pattern and (found := rule.pattern.fullmatch(text, first, last)):
            return Hit(rule, start, end, _read(rule, found))
    return None


def _opening(text: str, start: int, end: int, places: frozenset[str], candidates: Candidates) -> Hit | None:
    """A rule for the start of a block that matches here and leaves something behind it."""
    raw = text[start : min(end, start + WINDOW)]
    first = start + len(raw) - len(raw.lstrip(_LEFT))
    for rule in candidates(text[first : first + LENGTH].lower()):
        if rule.part != "start" or rule.scope not in places or not rule.pattern:
            continue
        if found := rule.pattern.match(text, first, min(end, first + rule.longest)):
            rest = text[found.end() : end]
            if rest.strip(_RIGHT):
                return Hit(rule, start, found.end() + len(rest) - len(rest.lstrip()), _read(rule, found))
    return None


def _closing(text: str, start: int, end: int, places: frozenset[str], candidates: Candidates) -> Hit | None:
    """The longest end of `[start, end)`, from the start of a sentence on, that some rule matches."""
    window = max(start, end - WINDOW)
    starts = [found.end() for found in _SENTENCE.finditer(text, window, end)][-_SENTENCES:]
    for at in starts:
        if at > start and (hit := _whole(text, at, end, places, candidates, glued=True)) is not None:
            return hit
    return None


def _read(rule: Rule, found: re.Match[str]) -> tuple[Finding, ...]:
    return tuple(
        Finding(rule.name, what, " ".join(value.split()), *found.span(what))
        for what, value in found.groupdict().items()
        if value
    )


def _cut(block: Block, hits: Sequence[Hit]) -> list[Block]:
    """The block in pieces: what no hit covers stays as it is."""
    made: list[Block] = []
    at = block.raw_start
    for hit in hits:
        if hit.start > at:
            made.append(Block(at, hit.start, block.role, True))
        made.append(Block(hit.start, hit.end, hit.rule.role, hit.rule.kept, hit.rule.name))
        at = hit.end
    if at < block.raw_end:
        made.append(Block(at, block.raw_end, block.role, True) if hits else block)
    return made


def _is_headline(text: str, block: Block) -> bool:
    raw = text[block.raw_start : block.raw_end].strip()
    return len(raw) in _HEADLINE and not _TERMINAL.search(raw) and raw.count(" ") > 1
