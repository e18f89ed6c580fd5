"""Keep `appearances`, `country_appearances` and `entity_totals` true, in plain SQL that both databases run.

Around any change of an article's mentions or date: `before = forget_articles(…)`, then the change, then
`sum_articles(…, before)`. Totals are moved by differences: a batch costs what it holds, not what the database holds.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Table, text

from db.loading.copying import copied_beside
from db.loading.together import run_together
from db.models import EntityTotal

TOTAL = cast(Table, EntityTotal.__table__)

Days = frozenset[tuple[int, str]]
"""Entities and the days on which an article names them."""

Total = tuple[int, int, int, str | None, str | None]
"""A row of `entity_totals`."""

APPEARANCES = """
    INSERT INTO appearances (entity_id, article_id, mentions, in_title, first_start)
    SELECT entity_id, article_id, count(*), sum(CASE field WHEN 'title' THEN 1 ELSE 0 END),
           coalesce(min(CASE field WHEN 'title' THEN char_start END), min(char_start))
    FROM mentions WHERE entity_id IS NOT NULL AND {chosen} GROUP BY entity_id, article_id"""

COUNTRIES = """
    INSERT INTO country_appearances (country_code, article_id, by_name, by_others)
    SELECT country_code, article_id, sum(CASE label WHEN 'country' THEN 1 ELSE 0 END),
           sum(CASE label WHEN 'country' THEN 0 ELSE 1 END)
    FROM mentions WHERE country_code IS NOT NULL AND {chosen} GROUP BY country_code, article_id"""

SUMS = """
    SELECT p.entity_id, count(*), sum(p.mentions), min({day}), max({day})
    FROM appearances p JOIN articles a ON a.id = p.article_id
    WHERE {chosen} GROUP BY p.entity_id ORDER BY p.entity_id"""

ADD_TO_TOTALS = """
    INSERT INTO entity_totals (entity_id, articles, mentions, first_published_on, last_published_on)
    {rows}
    ON CONFLICT (entity_id) DO UPDATE SET
        articles = entity_totals.articles + excluded.articles,
        mentions = entity_totals.mentions + excluded.mentions,
        first_published_on = CASE
            WHEN entity_totals.first_published_on IS NULL
              OR excluded.first_published_on < entity_totals.first_published_on
            THEN excluded.first_published_on ELSE entity_totals.first_published_on END,
        last_published_on = CASE
            WHEN entity_totals.last_published_on IS NULL
              OR excluded.last_published_on > entity_totals.last_published_on
            THEN excluded.last_published_on ELSE entity_totals.last_published_on END"""

TOTALS = ADD_TO_TOTALS.format(rows=SUMS)

LESS = """
    UPDATE entity_totals SET articles = articles - gone.n, mentions = entity_totals.mentions - gone.k
    FROM (SELECT entity_id, count(*) AS n, sum(mentions) AS k
          FROM appearances WHERE {chosen} GROUP BY entity_id) AS gone
    WHERE gone.entity_id = entity_totals.entity_id"""

DAYS = """
    SELECT p.entity_id, {day} FROM appearances p JOIN articles a ON a.id = p.article_id
    WHERE a.published_at IS NOT NULL AND {chosen}"""

ENDS = """
    UPDATE entity_totals SET
        first_published_on = (SELECT min({day}) FROM appearances p JOIN articles a ON a.id = p.article_id
                              WHERE p.entity_id = entity_totals.entity_id),
        last_published_on = (SELECT max({day}) FROM appearances p JOIN articles a ON a.id = p.article_id
                             WHERE p.entity_id = entity_totals.entity_id)
    WHERE {chosen}"""

_DAY = {
    "sqlite": "substr(a.published_at, 1, 10)",
    "postgresql": "to_char(a.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
}
_CHOSEN = {
    "sqlite": "{column} IN (SELECT value FROM json_each(:ids))",
    "postgresql": "{column} = ANY(CAST(:ids AS bigint[]))",
}


def forget_articles(connection: Connection, articles: Collection[int]) -> Days:
    """Take articles out of all sums, before their mentions or dates change; give what it returns to `sum_articles`."""
    if not articles:
        return frozenset()
    before = _days(connection, articles)
    _run(connection, LESS, "article_id", articles)
    for table in ("appearances", "country_appearances"):
        _run(connection, f"DELETE FROM {table} WHERE {{chosen}}", "article_id", articles)  # noqa: S608 (our own names)
    return before


def sum_articles(connection: Connection, articles: Collection[int], before: Days = frozenset()) -> None:
    """Count articles in, as their mentions stand now; `before` is what `forget_articles` gave for changed ones."""
    if not articles:
        return
    _run(connection, APPEARANCES, "article_id", articles)
    _run(connection, COUNTRIES, "article_id", articles)
    _run(connection, TOTALS, "p.article_id", articles)
    if gone := before - _days(connection, articles) if before else before:
        _mend_ends(connection, gone)


def add_totals(connection: Connection, totals: Sequence[Total]) -> None:
    """Count into the totals what new articles add, one row an entity."""
    if not totals:
        return
    if connection.dialect.name == "postgresql":
        table = copied_beside(connection, TOTAL, [column.name for column in TOTAL.columns], totals)
        connection.exec_driver_sql(ADD_TO_TOTALS.format(rows=f"SELECT * FROM {table}"))  # noqa: S608 (our own name)
        connection.exec_driver_sql(f"TRUNCATE {table}")
    else:
        run_together(connection, ADD_TO_TOTALS.format(rows=" VALUES (?, ?, ?, ?, ?)"), totals, nullable=(3, 4))


def sum_everything(connection: Connection) -> None:
    """Fill the empty summary tables from all mentions."""
    for statement in (APPEARANCES, COUNTRIES, TOTALS):
        filled = statement.format(day=_DAY[connection.dialect.name], chosen="TRUE")
        connection.execute(text(filled))


def _mend_ends(connection: Connection, gone: Days) -> None:
    """Look the first and last day up anew for entities that may have lost it."""
    entities = {entity for entity, _ in gone}
    statement = "SELECT entity_id, first_published_on, last_published_on FROM entity_totals WHERE {chosen}"
    ends = _run(connection, statement, "entity_id", entities)
    doubtful = {entity for entity, first, last in ends if (entity, first) in gone or (entity, last) in gone}
    if doubtful:
        _run(connection, ENDS, "entity_id", doubtful)


def _days(connection: Connection, articles: Collection[int]) -> Days:
    return frozenset((entity, day) for entity, day in _run(connection, DAYS, "p.article_id", articles))


def _run(connection: Connection, statement: str, column: str, ids: Collection[int]) -> list[tuple[Any, ...]]:
    name, ordered = connection.dialect.name, sorted(ids)
    chosen = _CHOSEN[name].format(column=column)
    given = json.dumps(ordered) if name == "sqlite" else ordered
    result = connection.execute(text(statement.format(day=_DAY[name], chosen=chosen)), {"ids": given})
    return [tuple(row) for row in result] if result.returns_rows else []
