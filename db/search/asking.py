"""Put a search to the database: the best articles first (bm25 on SQLite, ts_rank on PostgreSQL), a snippet of each.

Ranking and filters choose the articles; snippets are cut for these alone, for they read whole bodies.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path

from db import sqlite
from db.queries import Answer, run_query
from db.search.typed import wanted

TITLE_WEIGHT = 5.0
"""How much more a word counts in a title than in a body."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What else must hold. `source` is a name or slug, `entity` a name, spelling or key.

    `since` and `until` are days (ISO 8601) of publishing, both inclusive; with either, undated articles are left out.
    """

    source: str | None = None
    since: str | None = None
    until: str | None = None
    entity: str | None = None


_CONDITIONS = {
    "source": "a.source_id IN (SELECT id FROM sources WHERE slug = :source OR name = :source)",
    "since": "substr(CAST(a.published_at AS TEXT), 1, 10) >= :since",
    "until": "substr(CAST(a.published_at AS TEXT), 1, 10) <= :until",
    "entity": """a.id IN (SELECT article_id FROM appearances WHERE entity_id IN (
        SELECT id FROM entities WHERE name = :entity OR key = :entity
        UNION SELECT entity_id FROM entity_aliases WHERE alias = :entity))""",
}

_SQLITE = """
WITH best AS MATERIALIZED (
    SELECT f.rowid AS id, -bm25(articles_fts, :weight, 1.0) AS score
    FROM articles_fts f {join}
    WHERE articles_fts MATCH :query {conditions}
    ORDER BY 2 DESC, 1 LIMIT :limit
)
SELECT substr(a.published_at, 1, 10) AS published, a.source_name AS source, a.title,
       (SELECT snippet(articles_fts, 1, '[', ']', '…', 16) FROM articles_fts
        WHERE articles_fts MATCH :query AND rowid = best.id) AS found,
       d.uri, a.id AS article_id, round(best.score, 4) AS score
FROM best JOIN articles a ON a.id = best.id JOIN documents d ON d.id = a.document_id
ORDER BY best.score DESC, d.uri"""

_POSTGRESQL = """
WITH best AS MATERIALIZED (
    SELECT a.id, ts_rank(a.search, websearch_to_tsquery('simple', :query), 1) AS score
    FROM articles a
    WHERE a.search @@ websearch_to_tsquery('simple', :query) {conditions}
    ORDER BY 2 DESC, 1 LIMIT :limit
)
SELECT to_char(a.published_at, 'YYYY-MM-DD') AS published, a.source_name AS source, a.title,
       ts_headline('simple', left(a.body, 200000), websearch_to_tsquery('simple', :query),
                   'StartSel=[, StopSel=], MaxWords=16, MinWords=8, MaxFragments=1, FragmentDelimiter=…') AS found,
       d.uri, a.id AS article_id, round(CAST(best.score AS numeric), 4) AS score
FROM best JOIN articles a ON a.id = best.id JOIN documents d ON d.id = a.document_id
ORDER BY best.score DESC, d.uri"""


def search(
    address: str | Path, typed: str, limit: int = 20, filters: Filters | None = None, *, seconds: float = 60.0
) -> AbstractContextManager[Answer]:
    """The best `limit` articles for what was typed (see `db.search.typed`), best first.

    Raises QueryError when nothing is asked for, and what `run_query` raises.
    """
    query = wanted(typed)
    given = {name: value for name, value in asdict(filters or Filters()).items() if value is not None}
    on_file = sqlite.path_of(address) is not None
    values: dict[str, str | int | float] = {**given, "limit": limit}
    values |= {"query": query.as_fts5(), "weight": TITLE_WEIGHT} if on_file else {"query": query.as_websearch()}
    return run_query(address, _statement(_SQLITE if on_file else _POSTGRESQL, given), values, seconds=seconds)


def _statement(template: str, given: Mapping[str, str]) -> str:
    conditions = "".join(f" AND {_CONDITIONS[name]}" for name in given)
    return template.format(join="JOIN articles a ON a.id = f.rowid" if given else "", conditions=conditions)
