"""Mend what `db.keeping.check` finds, where the tables themselves say what would be right.

The questions about counts give how much each count is off; that is applied as if it were a batch's own change, so that
names follow too. What stands in a document's blocks and mentions is made again by whoever calls, from its text.
"""

from collections import Counter
from typing import cast

from sqlalchemy import Connection, Table, delete, select, text, update

from db.cleaning.rules import settle_rules
from db.entities.names import Delta, settle_entities
from db.entities.offices import settle_offices
from db.entities.placement import placement_of
from db.entities.stored import stored_entities
from db.entities.ties import retie_everything
from db.keeping.check import INVARIANTS
from db.loading.sources import settle_sources
from db.loading.summaries import sum_everything
from db.models import Article, Document, Entity, File, Mention, Source

SUMMARIES = ("appearances", "country_appearances", "entity_totals")
FILES = cast(Table, File.__table__)
DOCUMENTS = cast(Table, Document.__table__)


def repair_counts(connection: Connection) -> int:
    """Count anew what is kept by differences, drop what nothing refers to, sum everything; how many counts were off."""
    aliases, countries, offices, facts, rules = (_off(connection, promise) for promise in COUNTED)
    ids = {key[0] for key in (*aliases, *countries)}
    names = placement_of(connection, ()).names
    settle_entities(connection, aliases, countries, stored_entities(connection, ids, by="id"), names)
    settle_offices(connection, Counter({tuple(key[0].split("@", 1)): by for key, by in offices.items()}))
    settle_sources(connection, facts)
    settle_rules(connection, Counter({name: by for (name,), by in rules.items()}))
    named = select(Mention.entity_id).where(Mention.entity_id.is_not(None))
    published = select(Article.source_id).where(Article.source_id.is_not(None))
    connection.execute(delete(Entity).where(Entity.id.not_in(named)))
    connection.execute(delete(Source).where(Source.id.not_in(published)))
    for name in SUMMARIES:
        connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - names of ours
    sum_everything(connection)
    retie_everything(connection)
    return sum(map(len, (aliases, countries, offices, facts, rules)))


COUNTED = (
    "every entity and alias is mentioned as often as it says",
    "every country code is carried as often as it says",
    "every office is given in as many articles as it says",
    "every source is described as often as it says",
    "every rule decided in as many documents as it says",
)
"""Questions whose rows are a natural key and how much its count is off."""


def forget_unread(connection: Connection) -> int:
    """Drop documents without an article, and have the files that hold nothing read again at the next run; how many."""
    bare = select(DOCUMENTS.c.file_id).where(DOCUMENTS.c.id.not_in(select(Article.document_id)))
    empty = text(INVARIANTS["each file has a document, or a reject that says why not"])
    files = {*connection.execute(bare).scalars(), *(row[0] for row in connection.execute(empty))}
    connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.id.not_in(select(Article.document_id))))
    held = select(DOCUMENTS.c.file_id)
    for each in sorted(files):
        connection.execute(update(FILES).where(FILES.c.id == each).values(size=None, modified_ns=None))
        connection.execute(delete(FILES).where(FILES.c.id == each, FILES.c.id.not_in(held)))
    return len(files)


def rebuild_full_text(connection: Connection) -> None:
    """Make the index of SQLite anew; PostgreSQL keeps its own."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')"))


def _off(connection: Connection, promise: str) -> Delta:
    found: Delta = Counter()
    for *key, by in connection.execute(text(INVARIANTS[promise])):
        found[tuple(key)] += int(by)
    return found
