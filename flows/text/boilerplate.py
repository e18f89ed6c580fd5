"""The rules engine: blocks in, blocks out, each removal under the name of its rule.

A rule is tried on the block without bullets, brackets and closing marks around it. Near the end of a text a notice may
also stand glued to the last sentences of a paragraph: the block is then cut in two.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from flows.text.boilerplate_cost import WINDOW
from flows.text.boilerplate_openings import LENGTH
from flows.text.boilerplate_phrases import like
from flows.text.boilerplate_rules import Rule, RuleSet, load_rules, rule_set
from flows.text.records import Block

HEAD_BLOCKS = 6
TAIL_BLOCKS = 8
GLUED_BLOCKS = 3  # at either end: blocks in which a notice may stand glued to a paragraph
_SENTENCES = 40  # a glued notice begins with one of the last so many sentences of its block
_HEADLINE = range(12, 181)  # characters of a headline in a list of further reading
_HEADLINES = 15
_CUTS = 8  # notices at either end of one block
_MARGIN = 40  # characters of decoration beside the longest text of a rule

_LEFT = " \t\n\r\f\v\u00a0\u2003\u2002\u2009*•·●▪■►▶→»›>|_=~-–—[({<✔✅📌👉\ufeff\u200b\u3000"
_RIGHT = _LEFT + "])}>.!…:;,⤵👇#"
_LEFT_SET = frozenset(_LEFT)
_LEFT_RUN = re.compile(f"[{re.escape(_LEFT)}]*+")
_RIGHT_SET = frozenset(_RIGHT)
_SENTENCE = re.compile("[.!?…|•·*–—)\\]:;\n\r\u2028][\"'”’)\\]]{0,3}\\s*+")
_WHITE = re.compile(r"\s+")
_ORNAMENT = "ornament"
_TERMINAL = re.compile("[.!?…。！？।][\"'”’)\\]]*\\s*\\Z")


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
    chosen = rules or load_rules()
    middle = _tables(chosen, source, language, (False, False, False, False))
    made: list[Block] = []
    findings: list[Finding] = []
    listing: tuple[Rule, int] | None = None
    tail = len(blocks) - TAIL_BLOCKS
    for index, block in enumerate(blocks):
        if not block.kept or block.role != "body":
            made.append(block)
            continue
        start = block.raw_start
        tables = middle
        if index < HEAD_BLOCKS or index >= tail:
            tables = _tables(chosen, source, language, _edges(index, len(blocks) - index))
        elif listing is None and text[start] not in _LEFT_SET and not middle.whole(_letters(text, start)):
            made.append(block)
            continue
        hits = _hits(text, start, block.raw_end, tables)
        if not hits and listing is None:
            made.append(block)
            continue
        if not hits and listing and listing[1] < _HEADLINES and _is_headline(text, block):
            hits = [Hit(listing[0], start, block.raw_end)]
            listing = (listing[0], listing[1] + 1)
        else:
            listing = next(((hit.rule, 0) for hit in hits if hit.rule.follows and hit.end == block.raw_end), None)
        made += _cut(block, hits)
        findings += [finding for hit in hits for finding in hit.findings]
    return Applied(tuple(made), tuple(findings))


Edges = tuple[bool, bool, bool, bool]


def _edges(index: int, left: int) -> Edges:
    """Whether a block is in the head, in the tail, among the very first, among the very last."""
    return index < HEAD_BLOCKS, left <= TAIL_BLOCKS, index < GLUED_BLOCKS, left <= GLUED_BLOCKS


class _Try(NamedTuple):
    longest: int
    regex: re.Pattern[str] | None
    rule: Rule


Candidates = Callable[[str], tuple[_Try, ...]]


@dataclass(frozen=True, slots=True)
class _Tables:
    """The rules that are tried on a block of some place: by first letters as a whole, at its start, at its end."""

    whole: Candidates
    start: Candidates | None
    end: Candidates | None
    ornament: Rule | None


@lru_cache(maxsize=64)
def _tables(rules: RuleSet, source: str | None, language: str | None, edges: Edges) -> _Tables:
    head, tail, first, last = edges
    scopes = {"anywhere", *(["head"] if head else []), *(["tail"] if tail else [])}
    meant = [
        rule
        for rule in rules.rules.values()
        if rule.scope in scopes
        and rule.source in (None, source)
        and (not rule.languages or language is None or language in rule.languages)
    ]
    starts = [rule for rule in meant if rule.part == "start" and first]
    ends = [rule for rule in meant if rule.part == "end" and last]
    return _Tables(
        _by_letters(meant),
        _by_letters(starts) if starts else None,
        _by_letters(ends) if ends else None,
        rules.rules.get(_ORNAMENT),
    )


def _by_letters(rules: Sequence[Rule]) -> Candidates:
    """A look-up of rules by the first letters of a text: first those that say most of them, then as in the file."""
    index = rule_set(rules).index
    tries = {rule.name: _Try(rule.longest, rule.regex, rule) for rule in rules}

    @lru_cache(maxsize=4096)
    def candidates(opening: str) -> tuple[_Try, ...]:
        return tuple(
            tries[rule.name]
            for size in range(min(LENGTH, len(opening)), -1, -1)
            for rule in index.get(opening[:size], ())
        )

    return candidates


def range_of(rule: Rule, text: str) -> Hit | None:
    """Where `rule` alone would cut `text`, taken as one block in the rule's scope."""
    hits = _hits(text, 0, len(text), _tables(rule_set([rule]), rule.source, None, (True, True, True, True)))
    return hits[0] if hits else None


def _hits(text: str, start: int, end: int, tables: _Tables) -> list[Hit]:
    """Hits in the block `[start, end)`, from left to right: one for all of it, or some at its edges."""
    first = _after_decoration(text, start, end)
    if first == end:
        return [Hit(tables.ornament, start, end)] if tables.ornament else []
    opening = _letters(text, first)
    if (candidates := tables.whole(opening)) and (whole := _whole(text, start, first, end, candidates)) is not None:
        return [whole]
    hits: list[Hit] = []
    while tables.start and len(hits) < _CUTS and (hit := _opening(text, start, end, tables.start)) is not None:
        hits.append(hit)
        start = hit.end
    tail: list[Hit] = []
    while tables.end and len(tail) < _CUTS and (hit := _closing(text, start, end, tables.end)) is not None:
        tail.append(hit)
        end = hit.start
    return hits + tail[::-1]


def _letters(text: str, start: int) -> str:
    """The first letters from `start` on in lower case, runs of white space as one blank, as openings are written."""
    letters = text[start : start + LENGTH].lower()
    if "  " in letters or not letters.isprintable():
        letters = _WHITE.sub(" ", text[start : start + 2 * LENGTH])[:LENGTH].lower()
    return letters


def _after_decoration(text: str, start: int, end: int) -> int:
    if start < end and text[start] not in _LEFT_SET:
        return start
    decoration = _LEFT_RUN.match(text, start, end)
    return decoration.end() if decoration else start


def _whole(text: str, start: int, first: int, end: int, candidates: tuple[_Try, ...]) -> Hit | None:
    """The first rule that matches all of `[start, end)` but its decoration, which ends at `first`."""
    if end - start > WINDOW:
        return None
    last = end
    while last > first and text[last - 1] in _RIGHT_SET:
        last -= 1
    for longest, regex, rule in candidates:
        if last - first > longest:
            continue
        if rule.cues and not _cued(rule.cues, text[first:last].lower()):
            continue
        if rule.phrases and any(like(text[first:last], phrase) for phrase in rule.phrases):
            return Hit(rule, start, end)
        if regex and (found := regex.fullmatch(text, first, last)):
            return Hit(rule, start, end, _read(rule, found))
    return None


def _cued(cues: tuple[str, ...], lowered: str) -> bool:
    return any(cue in lowered for cue in cues)


def _opening(text: str, start: int, end: int, candidates: Candidates) -> Hit | None:
    """A rule for the start of a block that matches here and leaves something behind it."""
    first = _after_decoration(text, start, min(end, start + WINDOW))
    for longest, regex, rule in candidates(_letters(text, first)):
        if regex and (found := regex.match(text, first, min(end, first + longest))):
            rest = text[found.end() : min(end, found.end() + WINDOW)]
            if rest.strip(_RIGHT):
                return Hit(rule, start, found.end() + len(rest) - len(rest.lstrip()), _read(rule, found))
    return None


def _closing(text: str, start: int, end: int, candidates: Candidates) -> Hit | None:
    """The longest end of `[start, end)`, from the start of a sentence on, that some rule matches."""
    begins = [found.end() for found in _SENTENCE.finditer(text, max(start, end - WINDOW), end)]
    for at in begins[-_SENTENCES:]:
        first = _after_decoration(text, at, end)
        tries = candidates(_letters(text, first)) if at > start else ()
        if tries and (hit := _whole(text, at, first, end, tries)) is not None:
            return hit
    return None


def _read(rule: Rule, found: re.Match[str]) -> tuple[Finding, ...]:
    """What the named groups hold; a number at the end of a name only tells groups of one kind apart."""
    return tuple(
        Finding(rule.name, what.rstrip("0123456789"), " ".join(value.split()), *found.span(what))
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
