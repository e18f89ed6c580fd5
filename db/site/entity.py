"""An entity's page: its spellings, when and where it is named, with whom, and each sentence that does so."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from db.site.asking import Asker, Row
from db.site.marking import Piece, pieces
from db.site.pictures import Picture, columns
from db.site.timeline import timeline

SENTENCES = 100
"""Sentences shown, those of the newest articles first."""

ENTITY = "SELECT id, key, type, name, country_code, external_ids FROM entities WHERE key = :key"
ALIASES = "SELECT alias, tied, mentions FROM entity_aliases WHERE entity_id = :id ORDER BY mentions DESC, alias, tied"
ROLES = """
SELECT role, count(*) AS mentions FROM mentions WHERE entity_id = :id AND role IS NOT NULL
GROUP BY role ORDER BY mentions DESC, role LIMIT 12
"""
DAYS = """
SELECT substr(CAST(a.published_at AS TEXT), 1, 10) AS day, count(DISTINCT a.id) AS articles
FROM mentions m JOIN articles a ON a.id = m.article_id
WHERE m.entity_id = :id AND a.published_at IS NOT NULL
GROUP BY substr(CAST(a.published_at AS TEXT), 1, 10) ORDER BY day
"""
SPREAD = """
SELECT count(*) AS mentions, count(DISTINCT m.article_id) AS articles,
       count(DISTINCT CASE WHEN a.published_at IS NULL THEN a.id END) AS undated
FROM mentions m JOIN articles a ON a.id = m.article_id WHERE m.entity_id = :id
"""
OUTLETS = """
SELECT s.slug, s.name, count(DISTINCT a.id) AS articles
FROM mentions m JOIN articles a ON a.id = m.article_id LEFT JOIN sources s ON s.id = a.source_id
WHERE m.entity_id = :id GROUP BY s.id, s.slug, s.name ORDER BY articles DESC, s.name
"""
NEIGHBOURS = """
SELECT e.key, e.type, e.name,
       count(DISTINCT o.article_id) AS articles,
       count(DISTINCT CASE WHEN o.field = m.field AND o.sentence_start = m.sentence_start
                           THEN m.article_id || ':' || m.field || ':' || m.sentence_start END) AS sentences
FROM mentions m
JOIN mentions o ON o.article_id = m.article_id AND o.entity_id <> m.entity_id
JOIN entities e ON e.id = o.entity_id
WHERE m.entity_id = :id
GROUP BY e.id, e.key, e.type, e.name
ORDER BY sentences DESC, articles DESC, e.key
LIMIT 24
"""
SENTENCE = """
SELECT m.article_id AS id, c.name AS collection, d.uri, a.title, a.published_at, a.published_precision,
       s.name AS source, m.field, m.char_start, m.char_end, m.text, m.tied, m.country_code, m.sentence_start,
       substr(CASE m.field WHEN 'title' THEN a.title ELSE a.body END,
              m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence
FROM mentions m
JOIN articles a ON a.id = m.article_id
JOIN documents d ON d.id = a.document_id
JOIN collections c ON c.id = d.collection_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE m.entity_id = :id
ORDER BY a.published_at DESC NULLS LAST, c.name, d.uri, m.field DESC, m.char_start
LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence with the entity marked in it, and the articles (rows) that have it: a wire story has many homes."""

    pieces: Sequence[Piece]
    articles: Sequence[Row]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """All that an entity's page shows."""

    entity: Row
    spread: Row
    aliases: Sequence[Row]
    roles: Sequence[Row]
    outlets: Sequence[Row]
    over_time: Picture
    neighbours: Sequence[Row]
    sentences: Sequence[Quoted]
    most: int = SENTENCES


def entity_page(ask: Asker, key: str) -> EntityPage | None:
    """The page of the entity with this key; null when there is none."""
    entity = ask.row(ENTITY, key=key)
    if entity is None:
        return None
    this = entity["id"]
    days = timeline([("all", row["day"], row["articles"]) for row in ask.rows(DAYS, id=this)])
    (spread,) = ask.rows(SPREAD, id=this)
    return EntityPage(
        entity,
        spread,
        ask.rows(ALIASES, id=this),
        ask.rows(ROLES, id=this),
        ask.rows(OUTLETS, id=this),
        columns(f"Articles that name {entity['name']}", "articles", days),
        ask.rows(NEIGHBOURS, id=this),
        quoted(ask.rows(SENTENCE, id=this, limit=SENTENCES)),
    )


def quoted(mentions: Sequence[Row]) -> list[Quoted]:
    """Sentences with all that `mentions` name in them; what reads alike once, where it comes first."""
    found: dict[str, tuple[list[Piece], list[Row]]] = {}
    for _, run in groupby(mentions, key=lambda m: (m["id"], m["field"], m["sentence_start"])):
        inside = list(run)
        first = inside[0]
        cut = list(pieces(first["sentence"], inside, first["sentence_start"]))
        found.setdefault(first["sentence"], (cut, []))[1].append(first)
    return [Quoted(cut, articles) for cut, articles in found.values()]
