"""Where in one block rules match: all of it, or stretches at its start and end."""

import re
from dataclasses import dataclass

from flows.text.boilerplate.cost import WINDOW
from flows.text.boilerplate.openings import LENGTH
from flows.text.boilerplate.phrases import like
from flows.text.boilerplate.rules import Rule, rule_set
from flows.text.boilerplate.tables import LEFT, RIGHT, SENTENCE, Candidates, Plan, Tables, Try

_SENTENCES = 40  # a glued notice begins with one of the last so many sentences of its block
_CUTS = 8  # notices at either end of one block
_LEFT_RUN = re.compile(f"[{re.escape(LEFT)}]*+")
_LEFT_SET = frozenset(LEFT)
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule's named group read out of `[start, end)`: a source, an agency, a place, a time."""

    rule: str
    what: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule matched `[start, end)`, decoration included."""

    rule: Rule
    start: int
    end: int
    findings: tuple[Finding, ...] = ()


def range_of(rule: Rule, text: str) -> Hit | None:
    """Where `rule` alone would cut `text`, taken as one block in the rule's scope."""
    found = hits_in(text, 0, len(text), Plan(rule_set([rule]), rule.source, None).of(0, 1))
    return found[0] if found else None


def hits_in(text: str, start: int, end: int, tables: Tables) -> list[Hit]:
    """Hits in the block `[start, end)`, from left to right: one for all of it, or some at its edges."""
    first = _after_decoration(text, start, end)
    if first == end:
        return [Hit(tables.ornament, start, end)] if tables.ornament else []
    opening = _letters(text, first)
    if (candidates := tables.whole(opening)) and (whole := _whole(text, start, first, end, candidates)) is not None:
        return [whole]
    hits: list[Hit] = []
    if tables.start and tables.start(opening):
        while len(hits) < _CUTS and (hit := _opening(text, start, end, tables.start)) is not None:
            hits.append(hit)
            start = hit.end
    tail: list[Hit] = []
    while tables.end and len(tail) < _CUTS and (hit := _closing(text, start, end, tables)) is not None:
        tail.append(hit)
        end = hit.start
    return hits + tail[::-1]


def may_hit(text: str, start: int, tables: Tables) -> bool:
    """Whether some rule for whole blocks could match one that starts here, or it starts with decoration."""
    return text[start] in _LEFT_SET or bool(tables.whole(_letters(text, start)))


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


def _whole(text: str, start: int, first: int, end: int, candidates: tuple[Try, ...]) -> Hit | None:
    """The first rule that matches all of `[start, end)` but its decoration, which ends at `first`."""
    if end - start > WINDOW:
        return None
    size = len(text[first:end].rstrip(RIGHT))
    last = first + size
    for longest, regex, rule in candidates:
        if size > longest:
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
            if rest.strip(RIGHT):
                return Hit(rule, start, found.end() + len(rest) - len(rest.lstrip()), _read(rule, found))
    return None


def _closing(text: str, start: int, end: int, tables: Tables) -> Hit | None:
    """The longest end of `[start, end)`, from the start of a sentence on, that some rule matches."""
    low = max(start, end - WINDOW)
    if tables.ending:
        near = tables.ending.search(text, low, end)
        if near is None:
            return None
        low = _back(text, low, near.start())
    begins = [found.end() for found in SENTENCE.finditer(text, low, end)]
    for at in begins[-_SENTENCES:]:
        first = _after_decoration(text, at, end)
        tries = tables.end(_letters(text, first)) if tables.end and at > start else ()
        if tries and (hit := _whole(text, at, first, end, tries)) is not None:
            return hit
    return None


def _back(text: str, low: int, at: int) -> int:
    """Before all marks and blanks that stand before `at`, where no end of a sentence lies across."""
    while at > low and not text[at - 1].isalnum():
        at -= 1
    return at


def _read(rule: Rule, found: re.Match[str]) -> tuple[Finding, ...]:
    """What the named groups hold; a number at the end of a name only tells groups of one kind apart."""
    return tuple(
        Finding(rule.name, what.rstrip("0123456789"), " ".join(value.split()), *found.span(what))
        for what, value in found.groupdict().items()
        if value
    )
