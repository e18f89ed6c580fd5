"""Sets of rules, and reading them from TOML: ours (`boilerplate.toml`) and a user's own."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from flows.text.boilerplate.entries import rule_of
from flows.text.boilerplate.openings import openings
from flows.text.boilerplate.patterns import check
from flows.text.boilerplate.rule import Rule
from flows.text.boilerplate.shorthands import read_shorthands
from flows.text.errors import SettingsError


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """Rules by name, and by the first letters of what they match; two are equal only when they are the same object."""

    rules: Mapping[str, Rule]
    index: Mapping[str, tuple[Rule, ...]]


def load_rules(extra: Path | None = None) -> RuleSet:
    """Our rules, with those of the file `extra` added; one of the same name takes the place of ours.

    Raises SettingsError, with the rule's name, for anything in the file that cannot be used.
    """
    if extra is None:
        return _our_rules()
    return rule_set([*({**_our_rules().rules, **{rule.name: rule for rule in read_rules(extra)}}.values())])


def read_rules(file: Path) -> list[Rule]:
    """The rules of a file. Raises SettingsError for a file that cannot be read, and as `parse_rules` does."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot read the rules in {file}: {error}", "give a TOML file in UTF-8") from error
    return parse_rules(text, file.name)


@lru_cache(maxsize=1)
def _our_rules() -> RuleSet:
    """They are checked by a test and not at each start."""
    return rule_set(_rules(_our_file(), "boilerplate.toml", {}))


@lru_cache(maxsize=1)
def _our_file() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("flows.text").joinpath("boilerplate.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _our_shorthands() -> Mapping[str, str]:
    return read_shorthands(_our_file()["shorthand"], {})


def rule_set(rules: Sequence[Rule]) -> RuleSet:
    """Index rules by what their matches begin with."""
    index: dict[str, list[Rule]] = {}
    for rule in rules:
        for opening in sorted(openings(rule.pattern)) if rule.pattern else [""] if rule.phrases else []:
            index.setdefault(opening, []).append(rule)
    return RuleSet({rule.name: rule for rule in rules}, {key: tuple(found) for key, found in index.items()})


def parse_rules(text: str, name: str, checked: bool = True) -> list[Rule]:
    """Read rules from TOML, which may use our shorthands; `name` is the file's, for messages.

    Raises SettingsError for what is wrong in it, a pattern that could take long included unless `checked` is false.
    """
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{name} is no TOML: {error}", "see https://toml.io") from error
    rules = _rules(table, name, _our_shorthands())
    for rule in rules if checked else ():
        if rule.pattern:
            check(rule.pattern, rule.name)
    return rules


def _rules(table: Mapping[str, Any], name: str, known: Mapping[str, str]) -> list[Rule]:
    entries = table.get("rule", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingsError(f"{name}: `rule` must be a list of tables", "write [[rule]] above each rule")
    shorthands = read_shorthands(table.get("shorthand", {}), known)
    return [rule_of(entry, shorthands) for entry in entries]
