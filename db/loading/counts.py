"""What a batch changes in the tables that count: aliases, countries, offices, publishers' names, rules."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from sqlalchemy import Connection

from db.cleaning.rules import count_rules, settle_rules
from db.entities.names import Delta, count_mentions, settle_entities, split_counts
from db.entities.offices import count_offices, settle_offices
from db.loading.keys import Keys
from db.loading.mentioned import Mentions
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


Signed = tuple[Iterable[Stored | DocumentRows], Mentions, int]
"""Documents with their mentions, and 1 where they come or -1 where they go."""


def counted(parts: Iterable[Signed], keys: Keys) -> Counts:
    """The new rows counted in and the replaced ones out."""
    counts = Counts()
    for documents, mentions, by in parts:
        count_mentions(mentions.entities, mentions.columns, by, counts.aliases, counts.countries)
        count_offices(mentions.columns["entity"], mentions.spread(count()), by, counts.offices)
        for rows in documents:
            count_rules(rows.blocks, by, counts.rules)
            source = rows.source_id if isinstance(rows, Stored) else keys.sources[rows.source] if rows.source else None
            count_facts(rows.article, source, by, counts.facts)
    return counts


def parted(counts: Counts, fresh: Collection[int]) -> tuple[Counts, Counts]:
    """The first counts of `fresh` entities, and all else."""
    theirs, others = zip(split_counts(counts.aliases, fresh), split_counts(counts.countries, fresh), strict=True)
    return Counts(*theirs), replace(counts, aliases=others[0], countries=others[1])


def settle_counts(
    connection: Connection, counts: Counts, entities: Mapping[int, EntityRow], names: Mapping[str, str]
) -> None:
    """Apply the differences; name and remove what that touches."""
    settle_entities(connection, counts.aliases, counts.countries, entities, names)
    settle_offices(connection, counts.offices)
    settle_sources(connection, counts.facts)
    settle_rules(connection, counts.rules)
