"""Cleaning rules: what is known of each, and in how many documents it decided something."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Table, select

from db.loading.statements import add_counts, delete_rows, look_up, update_rows
from db.models import CleaningRule
from db.records import BlockRow

RULES = cast(Table, CleaningRule.__table__)
COLUMNS = ("name", "kind", "version", "documents")

UNSTATED = "unstated"
"""Kind of a rule of which the tables know nothing but its name."""


class RuleRow(NamedTuple):
    """What a rule says of itself; kind is pattern, structure, repeat or learned."""

    name: str
    kind: str
    version: str


def register_rules(connection: Connection, rules: Iterable[RuleRow]) -> None:
    """Say what is known of these rules; those that are known so already cost no write."""
    given = {rule.name: rule for rule in rules}
    columns = (RULES.c.name, RULES.c.kind, RULES.c.version, RULES.c.id)
    stored = {row[0]: row for row in look_up(connection, select(*columns), RULES.c.name, given)}
    stale = [(*given[name][1:], row[3]) for name, row in stored.items() if given[name] != tuple(row[:3])]
    update_rows(connection, RULES, ("kind", "version"), ("id",), stale)
    missing = [(*given[name], 0) for name in sorted(given.keys() - stored.keys())]
    add_counts(connection, RULES, COLUMNS, ("name",), missing)


def count_rules(blocks: Iterable[BlockRow], by: int, rules: Counter[Any]) -> None:
    """Add `by` for each rule that decided a block of one document."""
    for rule in {block.rule for block in blocks if block.rule is not None}:
        rules[rule] += by


def settle_rules(connection: Connection, rules: Counter[Any]) -> None:
    """Apply the changed counts; a rule of which nothing else is known goes with its last document."""
    changed = sorted((name, UNSTATED, "", by) for name, by in rules.items() if by)
    add_counts(connection, RULES, COLUMNS, ("name",), changed)
    gone = [(name, UNSTATED, 0) for name, _, _, by in changed if by < 0]
    delete_rows(connection, RULES, ("name", "kind", "documents"), gone)
