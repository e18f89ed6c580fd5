"""Which patterns the cost check refuses: what backtracks, and nothing else."""

import re

import pytest

from flows.text.boilerplate.cost import WINDOW, cost
from flows.text.boilerplate.patterns import check, expand
from flows.text.boilerplate.rules import load_rules
from flows.text.errors import SettingsError

BACKTRACKING = {
    "nested quantifiers": [
        r"(a+)+b",
        r"(a*)*b",
        r"(?:a+)+$",
        r"((?:ab)+)+c",
        r"(?:\w+\s*)+!",
        r"(?:(?:a{1,9}){1,9}){1,9}b",
    ],
    "nested in a possessive one": [r"(?:(?:a+)+b)*+c", r"x(?>(?:a|a)*b)c"],
    "alternatives that overlap": [
        r"(a|a)*b",
        r"(a|ab|b)*c",
        r"(?:foo|fo|o)+!",
        r"(?:\w\w|\w)+!",
        r"(?:xy|[a-z]y?){30}z",
    ],
    "optional ones in a row": ["a?" * 24 + "a" * 24, r"(?:a?b?){20}c"],
    "repeats in a row": [r".*.*.*x", r"\d+\d+\d+!", r"\w*\w*\w*!", r"a.*b.*c.*d", r".{0,300}.{0,300}.{0,300}x"],
    "before the end of the text": [r"x\w*\w*\w*", r"x\w*\w*\w*$", r"x(?:\w*\d*\w*)", r"x.{0,300}a.{0,300}a.{0,300}"],
    "before what has no width": [r"x\w*\w*\w*(?=!)", r"x\w*\w*\w*(?!!)", r"x.{0,200}\w{0,200}\w*(?<=b)"],
    "inside what has no width": [r"x(?=(a+)+b)a", r"x(?!(?:a|a)*b)a"],
    "cheap ways to go far": [
        r"x.{0,200}a.{0,200}a\w*;",
        r"x.{0,200}a.{0,200}a(?>\w*);",
        r"x.{0,200}a.{0,200}a(?=\w*;)",
    ],
    "back references": [r"(.)\1+", r"(\w+) \1", r"(?P<a>a+)(?P=a)b", r"(a)?(?(1)b|c)"],
    "bounded repeats past counting": [r"(?:a{1,1000}){1,1000}b", r"(?:\w{1,50},? ?){1,50}!", r".{0,1000}a.{0,1000}b"],
}
FINE = [
    r"also read: .{3,200}",
    r"also read.*",
    r"(?:foo|bar|baz)+!",
    r"(?:foo|bar|baz)*+qux",
    r"(?:\d{1,3}[.,])*\d{1,3} euros",
    r"(?:[a-z]++-)*+[a-z]{2,9}ed",
    r"(?:\w|\d)+!",
    r"(?:x|[a-z]){30}y",
    r"\w+@\w+\.\w{2,9}",
    r"(?:[^()]*\([^()]*\))*+[^()]*x",
    r"(?>a+)(?>b+)c",
    r"read (?:it|more|all)(?: (?:here|now|below))?[.!]?",
    r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,5}",
    r"x.{0,80}y.{0,300}",
    r"x.{0,200}y.{0,200}z.{0,300}+",
    r"{name} is (?:a|the) .{2,60} (?:reporter|writer)",
    r"(?=advert)[a-z]+",
    r"(?<!not\s)sponsored",
    r"(?i:copyright) \d{4}",
    r"x{5000}",
]


@pytest.mark.parametrize(
    "pattern",
    [one for many in BACKTRACKING.values() for one in many],
    ids=[f"{k}: {p[:40]}" for k, v in BACKTRACKING.items() for p in v],
)
def test_what_backtracks_is_refused_with_a_mend(pattern: str) -> None:
    with pytest.raises(
        SettingsError, match=r"rule mine: its pattern could (be tried in \d+ ways|take \d+ steps)"
    ) as said:
        check(expand(pattern), "mine")
    assert "possessive" in said.value.mend


@pytest.mark.parametrize("pattern", FINE)
def test_what_does_not_is_let_in(pattern: str) -> None:
    check(expand(pattern), "mine")


@pytest.mark.parametrize("pattern", ["[[a]", "[a--b]", "[a&&b]", "[a||b]", "[a~~b]x"])
def test_what_a_later_python_will_read_otherwise_is_refused(pattern: str) -> None:
    with pytest.raises(SettingsError, match="later Python") as said:
        check(pattern, "mine")
    assert "backslash" in said.value.mend


@pytest.mark.parametrize("pattern", ["(", "a{2,1}", "[z-a]", r"(?P<1>a)", r"(?<=a+)b", "(?z)", r"\2(a)", "a**"])
def test_what_is_none_is_refused(pattern: str) -> None:
    with pytest.raises(SettingsError, match="no regular expression"):
        check(pattern, "mine")


@pytest.mark.parametrize("pattern", ["", "x*", "(?:a|b)?", "(?=a)|", "^", r"(?:)", "a{0,3}b*"])
def test_what_matches_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(SettingsError, match="empty text"):
        check(pattern, "mine")


def test_ways_are_counted() -> None:
    assert cost("abc").ways == 1
    assert cost("a{0,9}b").ways == 1, "what follows decides"
    assert cost("a{0,9}a").ways == 10
    assert cost("x.{0,80}y").ways == 81
    assert cost("x.{0,80}+y").ways == 1
    assert cost("x.{0,80}y.{0,80}z").ways == 81 * 81
    assert cost("(?:ab|cd)x").ways == 1
    assert cost("(?:ab|a)b").ways == 2
    assert cost(r"x\w*a").ways == WINDOW + 1


def test_steps_are_characters_gone_over() -> None:
    assert cost("abc").steps == 0
    assert cost("x.{0,80}+").steps == 80
    assert cost(r"x\w*+;").steps == WINDOW
    assert cost(r"x.{0,9}a\w*+;").steps > 9 * WINDOW
    assert cost(expand("a b c")).steps == 0, "a space is a step of its own"


@pytest.mark.parametrize("name", [rule.name for rule in load_rules().rules.values() if rule.pattern])
def test_what_a_pattern_ends_with_is_never_given_back(name: str) -> None:
    """A text that goes on too long for the last repeat is refused at once: the repeat is possessive."""
    pattern = str(load_rules().rules[name].pattern)
    assert not re.search(r"\.\{\d+,\d+\}\)?\)?\Z", pattern)
