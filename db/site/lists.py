"""The lists of articles and of names, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.site.asking import Asker, Row

ARTICLES_A_PAGE, NAMES_A_PAGE = 100, 200

ARTICLES = """
WITH chosen AS MATERIALIZED (
    SELECT id FROM articles WHERE CAST(:source AS BIGINT) IS NULL OR source_id = :source
    ORDER BY published_at DESC NULLS LAST, id LIMIT :limit OFFSET :skipped
)
SELECT a.id, c.name AS collection, d.uri, a.title, a.published_at, a.published_precision, a.word_count, a.language,
       a.revision, s.name AS source, s.slug AS source_slug
FROM chosen
JOIN articles a ON a.id = chosen.id
JOIN documents d ON d.id = a.document_id
JOIN collections c ON c.id = d.collection_id
LEFT JOIN sources s ON s.id = a.source_id
ORDER BY a.published_at DESC NULLS LAST, a.id
"""
HOW_MANY = "SELECT count(*) FROM articles"
SOURCES = """
SELECT s.id, s.slug, s.name, count(*) AS articles FROM sources s JOIN articles a ON a.source_id = s.id
GROUP BY s.id, s.slug, s.name ORDER BY articles DESC, s.name
"""
NAMES = """
SELECT e.key, e.type, e.name, e.country_code, t.articles, t.mentions,
       (SELECT count(DISTINCT l.alias) FROM entity_aliases l WHERE l.entity_id = e.id) AS spellings
FROM entities e JOIN entity_totals t ON t.entity_id = e.id
WHERE CAST(:type AS TEXT) IS NULL OR e.type = :type
ORDER BY t.mentions DESC, e.key
LIMIT :limit OFFSET :skipped
"""
TYPES = "SELECT type, count(*) AS entities FROM entities GROUP BY type ORDER BY entities DESC, type"


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list: its rows, what it is narrowed to (`of`), what it could be narrowed to, and its number."""

    rows: Sequence[Row]
    of: Row | None
    choices: Sequence[Row]
    total: int
    page: int
    pages: int


def articles_page(ask: Asker, source: str | None = None, page: int = 1) -> ListPage | None:
    """Articles, newest first, undated ones last; null for a source or page that is not there."""
    choices = ask.rows(SOURCES)
    of = next((row for row in choices if row["slug"] == source), None)
    total = of["articles"] if of else ask.number(HOW_MANY)
    if (source is not None and of is None) or not 1 <= page <= max(_pages(total, ARTICLES_A_PAGE), 1):
        return None
    narrowed = of["id"] if of else None
    rows = ask.rows(ARTICLES, source=narrowed, limit=ARTICLES_A_PAGE, skipped=(page - 1) * ARTICLES_A_PAGE)
    return ListPage(rows, of, choices, total, page, _pages(total, ARTICLES_A_PAGE))


def names_page(ask: Asker, kind: str | None = None, page: int = 1) -> ListPage | None:
    """Entities, most mentioned first; null for a type or page that is not there."""
    choices = ask.rows(TYPES)
    of = next((row for row in choices if row["type"] == kind), None)
    total = of["entities"] if of else sum(row["entities"] for row in choices)
    if (kind is not None and of is None) or not 1 <= page <= max(_pages(total, NAMES_A_PAGE), 1):
        return None
    rows = ask.rows(NAMES, type=kind, limit=NAMES_A_PAGE, skipped=(page - 1) * NAMES_A_PAGE)
    return ListPage(rows, of, choices, total, page, _pages(total, NAMES_A_PAGE))


def _pages(total: int, each: int) -> int:
    return -(-total // each)
