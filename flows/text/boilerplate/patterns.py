"""Compile a rule's pattern, and refuse one that could take long.

What a pattern may say beyond Python's `re`: a space stands for any white space, `'` and `"` for any quotation mark of
their kind, `-` for any dash, `{name}` for a capitalised name of up to six words. Case is ignored.
"""

import re
import warnings
from collections.abc import Iterable
from functools import lru_cache

from flows.text.boilerplate.cost import cost
from flows.text.boilerplate.openings import openings
from flows.text.errors import SettingsError

MAX_WAYS = 50_000  # alternatives one attempt may have to try
MAX_STEPS = 55_000_000  # characters it may go over for that: a second on the worst of texts, as the bound is coarse

_WORD = r"(?-i:[A-Z0-9][\w&'’]*+(?:[.-][\w&'’]++)*+)"
_NAME = rf"(?:{_WORD}(?:\s(?:(?=[otafd&])(?:of|the|and|for|de|du|des|der|&)\s)?+{_WORD}){{0,5}}+)"
_NAME_FIRST = re.compile(rf"(?:{re.escape(_NAME)}|\(\?P<\w+>{re.escape(_NAME)}\))(?P<rest>.+)", re.DOTALL)
_PIECE = re.compile(r"\\.|\(\?[^:)>=!]*[:)>=!]|\[\^?\]?(?:\\.|[^\]\\])*\]|\{name\}|[ '\"-]|.", re.DOTALL)
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_MEND = "bound its repeats, .{0,80} for .*, or make them possessive, \\w++ for \\w+, .{0,300}+ at its end"
_DOTTED = "i\u0307"  # the Turkish letter in lower case, which is two where `re` takes it for one
_LOOSE = {
    " ": r"(?:\s++)",
    "'": "['’‘ʼ´`]",
    '"': '["“”„«»]',
    "-": "[-‐‑‒–—]",
    "{name}": _NAME,
}


def expand(pattern: str) -> str:
    """Write out the shorthands of a pattern, leaving character classes and escapes as they are."""
    return "".join(_LOOSE.get(piece, piece) for piece in _PIECE.findall(pattern))


def alternatives(pattern: str) -> list[str]:
    """The patterns, one of which a match of `pattern` (written out) is of, in the order in which `re` tries them."""
    parts = _branches(pattern[3:-1]) if pattern[:3] == "(?:" and pattern[-1] == ")" else None
    parts = parts or _branches(pattern)
    return [one for part in parts for one in alternatives(part)] if parts and parts != [pattern] else [pattern]


def _branches(pattern: str) -> list[str] | None:
    """What the bars outside of any bracket part; nothing when the brackets do not pair."""
    parts, depth = [""], 0
    for piece in _TOKEN.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if depth < 0:
            return None
        if piece == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


@lru_cache(maxsize=1024)
def after_name(pattern: str) -> frozenset[str] | None:
    """Openings of what stands behind the name with which a match begins; null when it begins otherwise, or any may.

    >>> sorted(after_name(expand("{name}(?:,| reports) .{1,9}")) or ())
    [' report', ', ']
    """
    found = _NAME_FIRST.match(pattern)
    known = openings(found["rest"]) if found else frozenset([""])
    return None if "" in known else known


@lru_cache(maxsize=1024)
def name_before(beginnings: frozenset[str]) -> re.Pattern[str]:
    """With what a text begins that has a name and behind it one of these openings.

    A name is the same stretch of all texts that begin alike, however a pattern goes on.

    >>> bool(name_before(frozenset([", ", " repor"])).match("Jane Doe  reported"))
    True
    """
    return compiled(_NAME + _one_of({one.partition(_DOTTED)[0] for one in beginnings}))


def _one_of(beginnings: Iterable[str]) -> str:
    """A pattern of some openings, which tries each letter once."""
    rest: dict[str, list[str]] = {}
    for one in sorted(beginnings):
        rest.setdefault(one[:1], []).append(one[1:])
    if "" in rest:
        return ""
    heads = {first: r"\s+" if first == " " else r"\d" if first.isdigit() else re.escape(first) for first in rest}
    return "(?:" + "|".join(heads[first] + _one_of(of) for first, of in rest.items()) + ")"


def check(pattern: str, rule: str) -> None:
    """Raise SettingsError when the pattern of the rule of that name is none, matches nothing, or could take long."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)
            empty = compiled(pattern).match("") is not None
            found = cost(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise SettingsError(f"rule {rule}: its pattern is no regular expression: {error}", "see Python's re") from error
    except FutureWarning as error:
        what = f"rule {rule}: its pattern will mean something else to a later Python: {error}"
        raise SettingsError(what, r"write \[ and -- && ~~ || inside a class with a backslash") from error
    if empty:
        raise SettingsError(f"rule {rule}: its pattern matches the empty text", "make some part of it obligatory")
    for many, limit, what in ((found.ways, MAX_WAYS, "be tried in {} ways"), (found.steps, MAX_STEPS, "take {} steps")):
        if many > limit:
            raise SettingsError(
                f"rule {rule}: its pattern could {what.format(many)}, which is more than {limit}", _MEND
            )


@lru_cache(maxsize=2048)
def compiled(written: str) -> re.Pattern[str]:
    """The pattern, shorthands written out, as `re` wants it; made when it is first needed."""
    return re.compile(written, re.IGNORECASE | re.DOTALL)
