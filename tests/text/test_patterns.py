"""Every pattern of flows.text and db is linear by the checker, or stands below with what bounds its text."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache

import pytest

from flows.text.boilerplate.cost import WINDOW, cost

BOUNDED: dict[tuple[str, str], str] = {
    ("flows.text.boilerplate.patterns", "_PIECE"): "over a user's own pattern",
    ("flows.text.boilerplate.patterns", "_TOKEN"): "over a user's own pattern",
    ("flows.text.dates", "_FORMS"): "the parting mark said again is one character",
    ("flows.text.datelines", "_PROSE"): "over 60 characters",
    ("flows.text.headline.looks", "_SUFFIX"): "over lines whose white space is single blanks",
    ("flows.text.names.spelling", "ALIKE"): "a letter said again is one character",
    ("flows.text.mends", "_ENTITY"): "each repeat is bounded, and entities do not begin alike",
    ("flows.text.pages.asides", "_ASIDES"): "over 300 characters",
    ("flows.text.pages.roles", "_DATE"): "over short lines",
    ("flows.text.places.candidates", "BEFORE"): "nothing follows the repeat, so nothing is given back",
    ("flows.text.places.resolve", "BEFORE"): "the same",
    ("flows.text.readers.page", "_COMMENT"): "over LOOKED_AT bytes",
    ("flows.text.readers.page", "_META"): "over LOOKED_AT bytes",
    ("flows.text.recognisers.newswire_words", "SQUEEZE"): "a letter said again is one character",
    ("flows.text.recognisers.surnames", "TOKEN"): "begins at no letter within a word",
    ("db.queries.ready", "_HEAD"): "over the heads of the questions in the package",
}
"""Module and name: why it may be. What is given a text of any length is not here."""


def patterns() -> Iterator[tuple[str, str, "re.Pattern[str] | re.Pattern[bytes]"]]:
    """Module, name and pattern of each that is made at import; also those in tuples and tables."""
    for package in ("flows.text", "db"):
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if module.name.endswith(("spacy_english", "served", "server")):
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                yield from ((module.name, name, each) for each in within(value))


def within(value: object) -> Iterator["re.Pattern[str] | re.Pattern[bytes]"]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | dict) and len(value) < 200:
        for each in value.values() if isinstance(value, dict) else value:
            yield from within(each)


@cache
def costly() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for module, name, each in patterns():
        text = each.pattern.decode("latin-1") if isinstance(each.pattern, bytes) else each.pattern
        if each.flags & re.VERBOSE:
            text = re.sub(r"(?<!\\)\s+", "", text)
        one = cost(text, bool(each.flags & re.IGNORECASE))
        if one.ways >= WINDOW or one.steps >= WINDOW * WINDOW:
            found[module, name] = f"{one}: {text}"
    return found


def test_each_pattern_is_linear_or_said_to_be_bounded() -> None:
    assert not {key: said for key, said in costly().items() if key not in BOUNDED}


@pytest.mark.parametrize("key", BOUNDED, ids=".".join)
def test_what_is_said_to_be_bounded_needs_it(key: tuple[str, str]) -> None:
    assert key in costly()
