"""What a batch changes in the tables that count: aliases, countries, offices, publishers' names, rules."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from db.cleaning.rules import count_rules, settle_rules
from db.entities.names import Delta, count_mentions, settle_entities
from db.entities.offices import count_offices, settle_offices
from db.loading.keys import End, Keys, Placed
from db.loading.sources import count_facts, settle_sources
from db.loading.stored import Stored
from db.records import DocumentRows, EntityRow


@dataclass(frozen=True, slots=True)
class Counts:
    """By how much each count changes."""

    aliases: Delta = field(default_factory=Counter)
    countries: Delta = field(default_factory=Counter)
    offices: Delta = field(default_factory=Counter)
    facts: Delta = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)


def counted(new: Sequence[Placed], changes: Sequence[tuple[Stored, DocumentRows]], keys: Keys) -> Counts:
    """The new rows counted in and the replaced ones out."""
    counts = Counts()
    for rows, ends, by in _signed(new, changes, keys):
        count_mentions(rows.mentions, [entity for entity, _ in ends], by, counts.aliases, counts.countries)
        count_offices(rows.mentions, by, counts.offices)
        count_rules(rows.blocks, by, counts.rules)
        source = rows.source_id if isinstance(rows, Stored) else keys.sources[rows.source] if rows.source else None
        count_facts(rows.article, source, by, counts.facts)
    return counts


def settle_counts(
    connection: Connection, counts: Counts, entities: dict[int, EntityRow], names: Mapping[str, str], fresh: set[int]
) -> None:
    """Apply the differences; name and remove what that touches. `fresh` entities have their names by them already."""
    settle_entities(connection, counts.aliases, counts.countries, entities, names, named=fresh)
    settle_offices(connection, counts.offices)
    settle_sources(connection, counts.facts)
    settle_rules(connection, counts.rules)


def _signed(
    new: Iterable[Placed], changes: Iterable[tuple[Stored, DocumentRows]], keys: Keys
) -> Iterator[tuple[Stored | DocumentRows, Sequence[End], int]]:
    yield from ((rows, ends, 1) for rows, ends in new)
    for old, rows in changes:
        yield old, keys.ends_in(old), -1
        yield rows, keys.ends_in(rows), 1
