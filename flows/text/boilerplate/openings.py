"""With which letters a match of a pattern can begin.

The engine passes over rules that cannot apply, and the cost check asks which branches exclude each other.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

LENGTH = 7  # of six letters "The country" and "The comments posted here" have all in common
_MOST = 400
_parser: Any = re._parser  # type: ignore[attr-defined]  # there is no public parser of patterns
_DIGITS = "0123456789"
_LARGEST_CLASS = 16

Node = tuple[Any, Any]
Openings = frozenset[str]


@cache
def openings(pattern: str) -> Openings:
    """Lower-case beginnings, at most LENGTH long, one of which every match has; an empty one when any will do."""
    return openings_of(parsed(pattern), LENGTH)


def parsed(pattern: str) -> list[Node]:
    """The pattern as `re` parses it, case ignored."""
    return list(_parser.parse(pattern, re.IGNORECASE))


def openings_of(nodes: Sequence[Node], length: int) -> Openings:
    """The same for parsed nodes; white space of any kind is one space in them."""
    done, growing = _grow(nodes, frozenset({""}), length)
    found = done | growing
    return frozenset(one for one in found if not any(one[:size] in found for size in range(len(one))))


def _grow(nodes: Sequence[Node], growing: Openings, length: int) -> tuple[Openings, Openings]:
    """Lengthen `growing` by `nodes`; the first result can grow no more, the second still may."""
    done: Openings = frozenset()
    for kind, value in nodes:
        ended, growing = _step(str(kind), value, growing, length)
        full = frozenset(one for one in growing if len(one) >= length)
        done, growing = done | ended | full, growing - full
        if len(done) + len(growing) > _MOST:
            return done | growing, frozenset()
        if not growing:
            break
    return done, growing


def _step(kind: str, value: Any, growing: Openings, length: int) -> tuple[Openings, Openings]:
    if kind == "LITERAL":
        return frozenset(), frozenset(one + chr(value).lower() for one in growing)
    if kind == "IN" and (chars := _members(value)):
        return frozenset(), frozenset(one + char for one in growing for char in chars)
    if kind == "SUBPATTERN":
        return _grow(list(value[3]), growing, length)
    if kind == "ATOMIC_GROUP":
        return _grow(list(value), growing, length)
    if kind == "BRANCH":
        parts = [_grow(list(branch), growing, length) for branch in value[1]]
        return frozenset().union(*(part[0] for part in parts)), frozenset().union(*(part[1] for part in parts))
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _repeated(kind, int(value[0]), int(value[1]), list(value[2]), growing, length)
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset(), growing
    return growing, frozenset()


def _repeated(
    kind: str, low: int, high: int, inside: list[Node], growing: Openings, length: int
) -> tuple[Openings, Openings]:
    done, grown = _grow(inside, growing, length)
    blank = low > 0 and kind == "POSSESSIVE_REPEAT" and done | grown == frozenset(one + " " for one in growing)
    if high == 1 or blank:
        return done, grown | growing if low == 0 else grown
    return done | grown | (growing if low == 0 else frozenset()), frozenset()


def _members(items: Sequence[Node]) -> str:
    """The characters of a small class in lower case, or nothing for a large one."""
    chars: set[str] = set()
    for kind, value in items:
        if str(kind) == "LITERAL":
            chars.add(chr(value).lower())
        elif str(kind) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            chars.update(_DIGITS)
        elif str(kind) == "CATEGORY" and str(value) == "CATEGORY_SPACE":
            chars.add(" ")
        else:
            return ""
    return "".join(sorted(chars)) if len(chars) <= _LARGEST_CLASS else ""
