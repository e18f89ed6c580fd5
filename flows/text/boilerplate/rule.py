"""What a rule is: a named reason to remove or mark a block, with its own test cases."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from flows.text.boilerplate.patterns import compiled
from flows.text.records import Role

Scope = Literal["head", "tail", "below", "anywhere"]
Part = Literal["block", "start", "end"]

KEPT_ROLES: frozenset[str] = frozenset({"credit", "correction", "dateline", "byline", "subtitle", "subheading"})
"""Roles that a rule only marks: their blocks stay unless the rule says otherwise."""


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
