"""The search page's rows: names that are spelt so, and articles with the words marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.errors import QueryError
from db.search import wanted
from db.site.asking import Asker, Row

MOST = 50
"""Articles of an answer, the best first."""

LONGEST = 300
"""Characters of a question that are looked at."""

_ON, _OFF = "\x01", "\x02"

FOUND = f"""
WITH best AS MATERIALIZED (
    SELECT rowid AS id, bm25(articles_fts, 5.0, 1.0) AS score FROM articles_fts
    WHERE articles_fts MATCH :terms ORDER BY 2, 1 LIMIT :limit
)
SELECT a.id, c.name AS collection, d.uri, a.title, a.published_at, a.published_precision, s.name AS source,
       (SELECT snippet(articles_fts, -1, '{_ON}', '{_OFF}', ' … ', 32) FROM articles_fts
        WHERE articles_fts MATCH :terms AND rowid = best.id) AS snippet
FROM best
JOIN articles a ON a.id = best.id
JOIN documents d ON d.id = a.document_id
JOIN collections c ON c.id = d.collection_id
LEFT JOIN sources s ON s.id = a.source_id
ORDER BY best.score, a.id
"""  # noqa: S608 - a constant of ours
HOW_MANY = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH :terms"
NAMES = """
SELECT e.key, e.type, e.name, t.mentions
FROM entities e JOIN entity_totals t ON t.entity_id = e.id
WHERE e.id IN (SELECT entity_id FROM entity_aliases WHERE alias IN (:asked, :capitals, :titled))
ORDER BY t.mentions DESC, e.key LIMIT 10
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article, and a stretch of it in which (text, whether it was asked for) alternate."""

    row: Row
    snippet: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was asked, the names and articles that were found, and how many articles there are in all."""

    asked: str
    names: Sequence[Row] = ()
    found: Sequence[Hit] = ()
    total: int = 0
    trouble: str = ""


def search_page(ask: Asker, asked: str) -> SearchPage:
    """Search in SQLite's full-text index; nothing of what is typed is read as its query language."""
    asked = asked.strip()[:LONGEST]
    try:
        query = wanted(asked).as_fts5()
    except QueryError as error:
        return SearchPage(asked, trouble=error.message if asked else "")
    hits = [Hit(row, marked(row["snippet"])) for row in ask.rows(FOUND, terms=query, limit=MOST)]
    said = asked.strip('"')
    names = ask.rows(NAMES, asked=said, capitals=said.upper(), titled=said.title())
    return SearchPage(asked, names, hits, ask.number(HOW_MANY, terms=query))


def marked(snippet: str) -> list[tuple[str, bool]]:
    r"""The pieces of a snippet, and whether each was marked.

    >>> marked("of the \x01grain\x02 ship")
    [('of the ', False), ('grain', True), (' ship', False)]
    """
    found = []
    for number, part in enumerate(snippet.split(_ON)):
        hit, sign, rest = part.partition(_OFF)
        found += [(hit, bool(number and sign)), (rest, False)] if number else [(part, False)]
    return [(text, is_hit) for text, is_hit in found if text]
