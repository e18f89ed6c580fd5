"""With which letters can a match of a pattern begin? It lets the engine pass over rules that cannot apply."""

import re
from collections.abc import Sequence
from typing import Any

LENGTH = 3
_MOST = 400
_parser: Any = re._parser  # type: ignore[attr-defined]  # there is no public parser of patterns
_DIGITS = "0123456789"

Openings = frozenset[str]


def openings(pattern: str) -> Openings:
    """Lower-case beginnings, at most LENGTH long, one of which every match has; an empty one when any will do."""
    done, growing = _grow(list(_parser.parse(pattern, re.IGNORECASE)), frozenset({""}))
    return _trimmed(done | growing)


def _grow(nodes: Sequence[tuple[Any, Any]], growing: Openings) -> tuple[Openings, Openings]:
    """Lengthen `growing` by `nodes`; the first result can grow no more, the second still may."""
    done: Openings = frozenset()
    for kind, value in nodes:
        ended, growing = _step(str(kind), value, growing)
        full = frozenset(one for one in growing if len(one) >= LENGTH)
        done, growing = done | ended | full, growing - full
        if not growing or len(done) + len(growing) > _MOST:
            return done | growing, frozenset()
    return done, growing


def _step(kind: str, value: Any, growing: Openings) -> tuple[Openings, Openings]:
    if kind == "LITERAL":
        return frozenset(), frozenset(one + chr(value).lower() for one in growing)
    if kind == "IN" and (chars := _members(value)):
        return frozenset(), frozenset(one + char for one in growing for char in chars)
    if kind == "SUBPATTERN":
        return _grow(list(value[3]), growing)
    if kind == "ATOMIC_GROUP":
        return _grow(list(value), growing)
    if kind == "BRANCH":
        parts = [_grow(list(branch), growing) for branch in value[1]]
        return frozenset().union(*(part[0] for part in parts)), frozenset().union(*(part[1] for part in parts))
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _repeated(int(value[0]), int(value[1]), list(value[2]), growing)
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset(), growing
    return growing, frozenset()


def _repeated(low: int, high: int, inside: list[tuple[Any, Any]], growing: Openings) -> tuple[Openings, Openings]:
    done, grown = _grow(inside, growing)
    if high == 1:
        return done, grown | growing if low == 0 else grown
    return done | grown | (growing if low == 0 else frozenset()), frozenset()


def _members(items: Sequence[tuple[Any, Any]]) -> str:
    """The characters of a small class in lower case, or nothing for a large one."""
    chars = ""
    for kind, value in items:
        if str(kind) == "LITERAL":
            chars += chr(value).lower()
        elif str(kind) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            chars += _DIGITS
        else:
            return ""
    return chars


def _trimmed(found: Openings) -> Openings:
    return frozenset(one for one in found if not any(one[:size] in found for size in range(len(one))))
