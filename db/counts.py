"""What a batch changes in the tables that count: aliases, countries, publishers' names, rules. Kept by differences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from sqlalchemy import Connection, Table

from db.models import CleaningRule
from db.names import Delta, count_mentions, settle_entities
from db.records import BlockRow, DocumentRows
from db.sources import count_facts, settle_sources
from db.statements import add_counts, delete_rows
from db.stored import Stored

RULES = cast(Table, CleaningRule.__table__)

UNSTATED = "unstated"
"""Kind of a rule of which the tables know nothing but its name."""


def settle_counts(
    connection: Connection,
    new: Sequence[DocumentRows],
    changes: Sequence[tuple[Stored, DocumentRows]],
    sources: Mapping[str, int],
    entities: Mapping[str, int],
) -> None:
    """Count the new rows in and the replaced ones out, and name and remove what that touches."""
    aliases: Delta = Counter()
    countries: Delta = Counter()
    facts: Delta = Counter()
    rules: Delta = Counter()
    for rows, by in _signed(new, changes):
        count_mentions(rows.mentions, entities, by, aliases, countries)
        count_rules(rows.blocks, by, rules)
        source = rows.source_id if isinstance(rows, Stored) else sources[rows.source] if rows.source else None
        count_facts(rows.article, source, by, facts)
    settle_entities(connection, aliases, countries)
    settle_sources(connection, facts)
    settle_rules(connection, rules)


def count_rules(blocks: Iterable[BlockRow], by: int, rules: Delta) -> None:
    """Add `by` for each rule that decided a block of one document."""
    for rule in {block.rule for block in blocks if block.rule is not None}:
        rules[rule,] += by


def settle_rules(connection: Connection, rules: Delta) -> None:
    """Apply the changed counts; a rule of which nothing else is known goes with its last document."""
    columns = ("name", "kind", "version", "documents")
    changed = sorted((name, UNSTATED, "", by) for (name,), by in rules.items() if by)
    add_counts(connection, RULES, columns, ("name",), changed)
    gone = [(name, UNSTATED, 0) for name, _, _, by in changed if by < 0]
    delete_rows(connection, RULES, ("name", "kind", "documents"), gone)


def _signed(
    new: Iterable[DocumentRows], changes: Iterable[tuple[Stored, DocumentRows]]
) -> Iterator[tuple[Stored | DocumentRows, int]]:
    yield from ((rows, 1) for rows in new)
    for old, rows in changes:
        yield old, -1
        yield rows, 1
