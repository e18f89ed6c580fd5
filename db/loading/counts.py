"""What a batch changes in the tables that count: aliases, countries, offices, publishers' names, rules."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from db.cleaning.rules import count_rules, settle_rules
from db.entities.names import Delta, count_mentions, settle_entities
from db.entities.offices import count_offices, settle_offices
from db.loading.articles import Keys
from db.loading.sources import count_facts, settle_sources
from db.loading.stored import Stored
from db.records import DocumentRows, EntityRow


def settle_counts(
    connection: Connection,
    new: Sequence[DocumentRows],
    changes: Sequence[tuple[Stored, DocumentRows]],
    keys: Keys,
    entities: dict[int, EntityRow],
) -> None:
    """Count the new rows in and the replaced ones out, by differences; name and remove what that touches."""
    aliases: Delta = Counter()
    countries: Delta = Counter()
    offices: Delta = Counter()
    facts: Delta = Counter()
    rules: Counter[str] = Counter()
    for rows, by in _signed(new, changes):
        count_mentions(rows.mentions, keys.of_document(rows.document.uri), by, aliases, countries)
        count_offices(rows.mentions, by, offices)
        count_rules(rows.blocks, by, rules)
        source = rows.source_id if isinstance(rows, Stored) else keys.sources[rows.source] if rows.source else None
        count_facts(rows.article, source, by, facts)
    settle_entities(connection, aliases, countries, entities, keys.placement.names)
    settle_offices(connection, offices)
    settle_sources(connection, facts)
    settle_rules(connection, rules)


def _signed(
    new: Iterable[DocumentRows], changes: Iterable[tuple[Stored, DocumentRows]]
) -> Iterator[tuple[Stored | DocumentRows, int]]:
    yield from ((rows, 1) for rows in new)
    for old, rows in changes:
        yield old, -1
        yield rows, 1
