"""Publishers, and the counts from which they get their names: a function of the articles, never of their order."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import cast

from sqlalchemy import Connection, Table, select

from db.entities.names import Delta, most
from db.loading.statements import add_counts, delete_rows, insert_rows, look_up, reserve_ids, update_rows
from db.models import Source, SourceFact
from db.records import ArticleRow

SOURCES = cast(Table, Source.__table__)
FACTS = cast(Table, SourceFact.__table__)
KEYS = ("source_id", "fact", "value")


def put_sources(connection: Connection, slugs: Collection[str]) -> dict[str, int]:
    """Make the sources that are not there; all ids by slug. `settle_sources` names them."""
    found = _ids(connection, slugs)
    missing = sorted(set(slugs) - found.keys())
    ids = reserve_ids(connection, SOURCES, len(missing))
    rows = [(identity, slug, slug, "") for identity, slug in zip(ids, missing, strict=True)]
    insert_rows(connection, SOURCES, ("id", "slug", "name", "basis"), rows)
    return found | dict(zip(missing, ids, strict=True))


def count_facts(article: ArticleRow, source: int | None, by: int, facts: Delta) -> None:
    """Add `by` for each thing that this article says about its source."""
    if source is None:
        return
    told = {"name": article.source_name, "home_url": article.source_home_url, "basis": article.source_basis}
    for fact, value in told.items():
        if value is not None:
            facts[source, fact, value] += by


def settle_sources(connection: Connection, facts: Delta) -> None:
    """Apply the changed counts, name the sources that they touch anew, and remove those without an article."""
    add_counts(connection, FACTS, (*KEYS, "articles"), KEYS, [(*key, by) for key, by in facts.items() if by])
    delete_rows(connection, FACTS, (*KEYS, "articles"), [(*key, 0) for key, by in sorted(facts.items()) if by < 0])
    touched = {source for (source, _, _), by in facts.items() if by}
    told: defaultdict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
    for source, fact, value, count in look_up(
        connection, select(*(FACTS.c[name] for name in (*KEYS, "articles"))), FACTS.c.source_id, touched
    ):
        told[source, fact].append((value, count))
    named = {source: tuple(most(told[source, fact]) for fact in ("name", "home_url", "basis")) for source in touched}
    _rename(connection, {source: facts for source, facts in named.items() if facts[0] is not None})
    delete_rows(connection, SOURCES, ("id",), [(source,) for source in sorted(touched) if named[source][0] is None])


def _rename(connection: Connection, named: dict[int, tuple[str | None, ...]]) -> None:
    columns = ("name", "home_url", "basis")
    stored = look_up(connection, select(SOURCES.c.id, *(SOURCES.c[name] for name in columns)), SOURCES.c.id, named)
    changed = [(*named[row[0]], row[0]) for row in stored if tuple(row[1:]) != named[row[0]]]
    update_rows(connection, SOURCES, columns, ("id",), changed)


def _ids(connection: Connection, slugs: Iterable[str]) -> dict[str, int]:
    statement = select(SOURCES.c.slug, SOURCES.c.id)
    return {row.slug: row.id for row in look_up(connection, statement, SOURCES.c.slug, list(slugs))}
