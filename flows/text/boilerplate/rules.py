"""What a rule is, and reading rules from TOML: ours (`boilerplate.toml`) and a user's own."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, cast, get_args

from flows.text.boilerplate.openings import openings
from flows.text.boilerplate.patterns import check, compiled, expand
from flows.text.errors import SettingsError
from flows.text.records import Role

Scope = Literal["head", "tail", "below", "anywhere"]
Part = Literal["block", "start", "end"]

KEPT_ROLES: frozenset[str] = frozenset({"credit", "correction", "dateline", "byline", "subtitle", "subheading"})
"""Roles that a rule only marks: their blocks stay unless the rule says otherwise."""

_KEYS = frozenset(
    [
        *(
            "name",
            "role",
            "scope",
            "part",
            "kept",
            "source",
            "languages",
            "pattern",
            "phrases",
            "cues",
            "list",
            "max",
            "unspoken",
        ),
        *("matches", "keeps", "why", "version"),
    ]
)


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule must match, and what its named groups must read out of it."""

    text: str
    reads: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named reason to remove (or mark) a block.

    `scope` says in which blocks it is tried: the first few, the last few, any but the first, or all. `part` says
    whether it must be the whole block, or may also be its start or its end from a sentence on. `follows` takes the
    headlines after it along, `unspoken` leaves a text in which somebody said something: a notice has no speaker.
    A rule without pattern and phrases is one of structure: code decides, the entry says what and why.
    """

    name: str
    role: Role
    why: str
    scope: Scope = "anywhere"
    part: Part = "block"
    kept: bool = False
    source: str | None = None
    languages: frozenset[str] = frozenset()
    pattern: str | None = None
    phrases: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    follows: bool = False
    unspoken: bool = False
    longest: int = 600
    version: int = 1
    matches: tuple[Example, ...] = ()
    keeps: tuple[str, ...] = ()

    @property
    def regex(self) -> re.Pattern[str] | None:
        """The pattern made ready."""
        return compiled(self.pattern) if self.pattern else None

    @property
    def kind(self) -> str:
        """`pattern`, `phrases` or `structure`."""
        return "pattern" if self.pattern else "phrases" if self.phrases else "structure"


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
    text = resources.files("flows.text").joinpath("boilerplate.toml").read_text(encoding="utf-8")
    return rule_set(parse_rules(text, "boilerplate.toml", checked=False))


def rule_set(rules: Sequence[Rule]) -> RuleSet:
    """Index rules by what their matches begin with."""
    index: dict[str, list[Rule]] = {}
    for rule in rules:
        for opening in sorted(openings(rule.pattern)) if rule.pattern else [""] if rule.phrases else []:
            index.setdefault(opening, []).append(rule)
    return RuleSet({rule.name: rule for rule in rules}, {key: tuple(found) for key, found in index.items()})


def parse_rules(text: str, name: str, checked: bool = True) -> list[Rule]:
    """Read rules from TOML; `name` is the file's, for messages. Our own are checked by a test and not at each start."""
    try:
        entries = tomllib.loads(text).get("rule", [])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{name} is no TOML: {error}", "see https://toml.io") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingsError(f"{name}: `rule` must be a list of tables", "write [[rule]] above each rule")
    rules = [_rule(entry) for entry in entries]
    for rule in rules if checked else ():
        if rule.pattern:
            check(rule.pattern, rule.name)
    return rules


def _rule(entry: Mapping[str, Any]) -> Rule:
    name = entry.get("name")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise SettingsError(f"a rule has the name {name!r}", "give it a name in lower case with hyphens")
    if unknown := sorted(set(entry) - _KEYS):
        raise SettingsError(f"rule {name}: unknown key {unknown[0]}", f"known are {', '.join(sorted(_KEYS))}")
    role = _one_of(entry, "role", get_args(Role), None, name)
    pattern = _text(entry, "pattern", name)
    return Rule(
        name=name,
        role=cast(Role, role),
        why=_text(entry, "why", name) or "",
        scope=cast(Scope, _one_of(entry, "scope", get_args(Scope), "anywhere", name)),
        part=cast(Part, _one_of(entry, "part", get_args(Part), "block", name)),
        kept=_typed(entry, "kept", bool, role in KEPT_ROLES, name),
        source=_text(entry, "source", name),
        languages=frozenset(_texts(entry, "languages", name)),
        pattern=expand(pattern) if pattern else None,
        phrases=_texts(entry, "phrases", name),
        cues=_texts(entry, "cues", name),
        follows=_typed(entry, "list", bool, False, name),
        unspoken=_typed(entry, "unspoken", bool, False, name),
        longest=_typed(entry, "max", int, 600, name),
        version=_typed(entry, "version", int, 1, name),
        matches=tuple(_example(one, name) for one in _typed(entry, "matches", list, [], name)),
        keeps=_texts(entry, "keeps", name),
    )


def _typed(entry: Mapping[str, Any], key: str, kind: type, default: Any, name: str) -> Any:
    value = entry.get(key, default)
    if value is not None and not isinstance(value, kind):
        raise SettingsError(f"rule {name}: {key} must be {kind.__name__}, not {value!r}", "mend the rule's entry")
    return value


def _text(entry: Mapping[str, Any], key: str, name: str) -> str | None:
    value = _typed(entry, key, str, None, name)
    return None if value is None else str(value)


def _texts(entry: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    values = _typed(entry, key, list, [], name)
    if not all(isinstance(value, str) for value in values):
        raise SettingsError(f"rule {name}: {key} must be a list of texts", "put each in quotes")
    return tuple(values)


def _one_of(entry: Mapping[str, Any], key: str, known: Sequence[str], default: str | None, name: str) -> str:
    value = entry.get(key, default)
    if value not in known:
        raise SettingsError(f"rule {name}: {key} is {value!r}", f"it is one of {', '.join(known)}")
    return str(value)


def _example(value: object, name: str) -> Example:
    if isinstance(value, str):
        return Example(value)
    if not isinstance(value, dict) or not all(isinstance(part, str) for part in value.values()) or "text" not in value:
        raise SettingsError(f"rule {name}: a match must be a text, or a table with one", "see boilerplate.toml")
    return Example(value["text"], {key: part for key, part in value.items() if key != "text"})
