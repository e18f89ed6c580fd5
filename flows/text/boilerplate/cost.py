"""How long a pattern can backtrack: an upper bound, read off the parsed pattern.

`re` tries alternatives one after the other. The bound counts them: choices in a row multiply, nested repeats raise to a
power, and choices that the next few characters decide count once. It counts the characters gone over too, since each
of many ways may go over all of the text before it fails. Texts given to a pattern are cut to WINDOW
characters, so an unbounded repeat has WINDOW choices at most. The method is the usual one of ambiguity in regular
expressions (Weideman et al., "Analyzing matching time behavior of backtracking regular expression matchers", 2016),
made coarse.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from flows.text.boilerplate.openings import Node, Openings, openings_of

WINDOW = 2_000
CEILING = 10**9

_parser: Any = re._parser  # type: ignore[attr-defined]  # there is no public parser of patterns
_SAMPLE = frozenset(
    map(chr, [*range(0x250), 0x391, 0x416, 0x5D0, 0x627, 0x905, *range(0x2000, 0x2070), 0x20AC, 0x4E00])
)
_CATEGORIES = {
    "CATEGORY_SPACE": frozenset(c for c in _SAMPLE if re.match(r"\s", c)),
    "CATEGORY_DIGIT": frozenset(c for c in _SAMPLE if re.match(r"\d", c)),
    "CATEGORY_WORD": frozenset(c for c in _SAMPLE if re.match(r"\w", c)),
}
Chars = frozenset[str]
_LOOK_AHEAD = 8  # characters by which branches are told apart
_MOST_OPENINGS = 40


class Cost(NamedTuple):
    r"""`ways` to match, each of which what comes after may have to try; characters gone over (`steps`) to try them all.

    Runs of white space, `\s++`, count as one step.
    """

    ways: int
    steps: int


_FREE = Cost(1, 0)
_ENDLESS = Cost(CEILING, CEILING)
_SPACE = "[(IN, [(CATEGORY, CATEGORY_SPACE)])]"


@lru_cache(maxsize=256)
def cost(pattern: str, fold: bool = True) -> Cost:
    """An upper bound on what one attempt to match a whole text with `pattern` may take; `fold`: case is ignored."""
    return _sequence(list(_parser.parse(pattern, re.IGNORECASE if fold else 0)), [], fold)


def ways(pattern: str) -> int:
    """The ways alone."""
    return cost(pattern).ways


def _sequence(nodes: list[Node], after: list[Node], fold: bool) -> Cost:
    """The cost of `nodes` when the nodes `after` must match next; nothing after them lets the first way do."""
    found, steps, once = 1, 0, True
    for index, node in enumerate(nodes):
        cost = _node(node, nodes[index + 1 :] + after, fold)
        steps += found * cost.steps
        found *= cost.ways
        once = once and found == 1 and cost.steps <= WINDOW
    return Cost(min(CEILING, found), min(WINDOW if once else CEILING, steps))


def _node(node: Node, after: list[Node], fold: bool) -> Cost:
    kind, value = str(node[0]), node[1]
    if kind == "SUBPATTERN":
        return _sequence(list(value[3]), after, _folds(value, fold))
    if kind == "ATOMIC_GROUP":
        return _decided(_sequence(list(value), [], fold), 1)
    if kind == "POSSESSIVE_REPEAT":
        if str(value[2]) == _SPACE:
            return _FREE
        return _decided(_sequence(list(value[2]), [], fold), min(WINDOW, int(value[1])))
    if kind in ("ASSERT", "ASSERT_NOT"):
        return _decided(_sequence(list(value[1]), [], fold), 1)
    if kind == "BRANCH":
        return _branch([list(branch) for branch in value[1]], after, fold)
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        return _repeat(int(value[0]), min(WINDOW, int(value[1])), list(value[2]), after, fold)
    return _ENDLESS if kind in ("GROUPREF", "GROUPREF_EXISTS") else _FREE


def _decided(inside: Cost, times: int) -> Cost:
    """What is matched one way only, however many there were; with none to choose from it goes over the text once."""
    steps = times * (inside.ways + inside.steps)
    return Cost(1, min(WINDOW, steps) if inside.ways == 1 else min(CEILING, steps))


def _branch(branches: list[list[Node]], after: list[Node], fold: bool) -> Cost:
    """The sum over branches that may begin alike; of those that exclude each other only one is tried to its end."""
    counted: list[tuple[Openings, Cost]] = []
    for branch in branches:
        starts = openings_of(branch + after, _LOOK_AHEAD)
        ways, steps = _sequence(branch, after, fold)
        alike = [entry for entry in counted if _clash(entry[0], starts)]
        counted = [entry for entry in counted if entry not in alike]
        ways += sum(cost.ways for _, cost in alike)
        steps += sum(cost.steps for _, cost in alike)
        counted.append((starts.union(*(entry[0] for entry in alike)), Cost(ways, steps)))
    return Cost(min(CEILING, max(cost.ways for _, cost in counted)), max(cost.steps for _, cost in counted))


def _repeat(low: int, high: int, inside: list[Node], after: list[Node], fold: bool) -> Cost:
    if high <= 1:
        once = _sequence(inside, after, fold)
        return Cost(once.ways + (low == 0 and _together(inside, after, fold)), once.steps)
    if _first(inside, fold)[1]:
        return _ENDLESS
    again: Node = ("MAX_REPEAT", (0, high - 1, inside))
    once, last = _sequence(inside, [*inside, again, *after], fold), _sequence(inside, after, fold)
    together = _together(inside, after, fold)
    if once.ways == 1:
        found = (high - low) // _period(after) + 1 if together else 1
        return Cost(found + last.ways - 1, min(WINDOW, high * (1 + once.steps)) + last.steps)
    found = min(CEILING, once.ways ** min(high, 64) * (high if together else 1))
    return Cost(found, min(CEILING, found * (1 + once.steps)))


def _together(one: list[Node], other: list[Node], fold: bool) -> bool:
    """Whether both could match at the same place."""
    if not other or not _first(one, fold)[0] & _first(other, fold)[0]:
        return False
    return _clash(openings_of(one + other, _LOOK_AHEAD), openings_of(other, _LOOK_AHEAD))


def _clash(some: Openings, others: Openings) -> bool:
    """Whether a text can begin with one of both: one is the beginning of the other."""
    beginnings = {one[:size] for one in some for size in range(len(one) + 1)}
    if not beginnings.isdisjoint(others):
        return True
    return any(other[:size] in some for other in others for size in range(len(other) + 1))


def _period(after: list[Node]) -> int:
    """The least distance between two places where what comes after can begin: how thinly a repeat is cut off."""
    starts = openings_of(after, _LOOK_AHEAD)
    if len(starts) > _MOST_OPENINGS or "" in starts:
        return 1
    return min(_shift(one, other) for one in starts for other in starts)


def _shift(one: str, other: str) -> int:
    for step in range(1, len(one)):
        tail = one[step:]
        if tail.startswith(other[: len(tail)]) or other.startswith(tail):
            return step
    return len(one)


def _first(nodes: Sequence[Node], fold: bool) -> tuple[Chars, bool]:
    """The sample characters a match of `nodes` may start with, and whether they can match nothing."""
    chars: Chars = frozenset()
    for node in nodes:
        starts, nullable = _first_of(node, fold)
        chars |= starts
        if not nullable:
            return chars, False
    return chars, True


def _first_of(node: Node, fold: bool) -> tuple[Chars, bool]:
    kind, value = str(node[0]), node[1]
    if kind == "SUBPATTERN":
        return _first(list(value[3]), _folds(value, fold))
    if kind == "ATOMIC_GROUP":
        return _first(list(value), fold)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        starts, nullable = _first(list(value[2]), fold)
        return starts, nullable or int(value[0]) == 0
    if kind == "BRANCH":
        parts = [_first(list(branch), fold) for branch in value[1]]
        return frozenset().union(*(part[0] for part in parts)), any(part[1] for part in parts)
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset(), True
    return _single(kind, value, fold), False


def _single(kind: str, value: Any, fold: bool) -> Chars:
    if kind == "LITERAL":
        return _folded(frozenset(chr(value)), fold)
    if kind == "NOT_LITERAL":
        return _SAMPLE - _folded(frozenset(chr(value)), fold)
    if kind == "IN":
        return _in(value, fold)
    return _SAMPLE


def _in(items: Sequence[Node], fold: bool) -> Chars:
    negated = str(items[0][0]) == "NEGATE"
    chars: set[str] = set()
    for kind, value in items[1:] if negated else items:
        if str(kind) == "RANGE":
            chars |= {char for char in _SAMPLE if value[0] <= ord(char) <= value[1]}
        elif str(kind) == "CATEGORY":
            name = str(value)
            inside = _CATEGORIES[name.replace("_NOT_", "_")]
            chars |= (_SAMPLE - inside) if "_NOT_" in name else inside
        else:
            chars.add(chr(value))
    found = _folded(frozenset(chars), fold)
    return _SAMPLE - found if negated else found


def _folded(chars: Chars, fold: bool) -> Chars:
    return chars | {other for char in chars for other in (char.lower(), char.upper())} if fold else chars


def _folds(subpattern: Any, fold: bool) -> bool:
    if subpattern[2] & re.IGNORECASE:
        return False
    return True if subpattern[1] & re.IGNORECASE else fold
