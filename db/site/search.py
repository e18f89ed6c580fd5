"""The search page's rows: names that are spelt so, and articles with the words marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from db.site.asking import Asker, Row

MOST = 50
"""Articles of an answer, the best first."""

LONGEST = 300
"""Characters of a question that are looked at."""

_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
_ON, _OFF = "\x01", "\x02"

FOUND = f"""
SELECT a.id, c.name AS collection, d.uri, a.title, a.published_at, a.published_precision, s.name AS source,
       snippet(articles_fts, -1, '{_ON}', '{_OFF}', ' … ', 32) AS snippet
FROM articles_fts
JOIN articles a ON a.id = articles_fts.rowid
JOIN documents d ON d.id = a.document_id
JOIN collections c ON c.id = d.collection_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE articles_fts MATCH :terms
ORDER BY bm25(articles_fts, 4.0, 1.0), a.id
LIMIT :limit
"""  # noqa: S608 - a constant of ours
HOW_MANY = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH :terms"
NAMES = """
SELECT e.key, e.type, e.name, sum(l.mentions) AS mentions
FROM entities e JOIN entity_aliases l ON l.entity_id = e.id
WHERE e.id IN (SELECT entity_id FROM entity_aliases WHERE lower(alias) = lower(:asked)
               UNION SELECT id FROM entities WHERE lower(name) = lower(:asked))
GROUP BY e.id, e.key, e.type, e.name ORDER BY mentions DESC, e.key LIMIT 10
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


def search_page(ask: Asker, asked: str) -> SearchPage:
    """Search in SQLite's full-text index; nothing of what is typed is read as its query language."""
    asked = asked.strip()[:LONGEST]
    query = terms(asked)
    if not query:
        return SearchPage(asked)
    hits = [Hit(row, marked(row["snippet"])) for row in ask.rows(FOUND, terms=query, limit=MOST)]
    names = ask.rows(NAMES, asked=asked.strip('"'))
    return SearchPage(asked, names, hits, ask.number(HOW_MANY, terms=query))


def terms(asked: str) -> str:
    """Words and quoted phrases as FTS5 wants them, each quoted, so that no sign has a meaning.

    >>> terms('grain "black sea" OR (x*')
    '"grain" "black sea" "OR" "(x*"'
    """
    found = [phrase or word for phrase, word in _TERM.findall(asked.replace("\0", " "))]
    return " ".join(f'"{term}"' for term in found if any(c.isalnum() for c in term))


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
