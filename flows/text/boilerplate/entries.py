"""From an entry of a TOML file to a rule; what is wrong in it is said with the rule's name and the mend."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from flows.text.boilerplate.patterns import expand
from flows.text.boilerplate.rule import KEPT_ROLES, Example, Part, Rule, Scope
from flows.text.boilerplate.shorthands import written_out
from flows.text.errors import SettingsError
from flows.text.records import Role

_KEYS = frozenset(
    ["name", "role", "scope", "part", "kept", "source", "languages", "pattern", "phrases", "cues", "list", "max",
     "unspoken", "matches", "keeps", "why", "version"]
)  # fmt: skip


def rule_of(entry: Mapping[str, Any], shorthands: Mapping[str, str]) -> Rule:
    """The rule that an entry describes. Raises SettingsError, with the rule's name, for what cannot be used."""
    name = entry.get("name")
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise SettingsError(f"a rule has the name {name!r}", "give it a name in lower case with hyphens")
    if unknown := sorted(set(entry) - _KEYS):
        raise SettingsError(f"rule {name}: unknown key {unknown[0]}", f"known are {', '.join(sorted(_KEYS))}")
    role = _one_of(entry, "role", get_args(Role), None, name)
    return Rule(
        name=name,
        role=cast(Role, role),
        why=_text(entry, "why", name) or "",
        scope=cast(Scope, _one_of(entry, "scope", get_args(Scope), "anywhere", name)),
        part=cast(Part, _one_of(entry, "part", get_args(Part), "block", name)),
        kept=_typed(entry, "kept", bool, role in KEPT_ROLES, name),
        source=_text(entry, "source", name),
        languages=frozenset(_texts(entry, "languages", name)),
        pattern=_pattern(entry, shorthands, name),
        phrases=_texts(entry, "phrases", name),
        cues=_texts(entry, "cues", name),
        follows=_typed(entry, "list", bool, False, name),
        unspoken=_typed(entry, "unspoken", bool, False, name),
        longest=_typed(entry, "max", int, 600, name),
        version=_typed(entry, "version", int, 1, name),
        matches=tuple(_example(one, name) for one in _typed(entry, "matches", list, [], name)),
        keeps=_texts(entry, "keeps", name),
    )


def _pattern(entry: Mapping[str, Any], shorthands: Mapping[str, str], name: str) -> str | None:
    """The pattern written out; of several, one that is met by a text that meets any of them."""
    value = entry.get("pattern")
    if isinstance(value, list):
        several = _texts(entry, "pattern", name)
        value = f"(?:{'|'.join(several)})" if several else None
    else:
        value = _text(entry, "pattern", name)
    return expand(written_out(value, shorthands, f"rule {name}")) if value else None


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
