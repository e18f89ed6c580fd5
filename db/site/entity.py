"""An entity's page: its spellings, when and where it is named, with whom, and each sentence that does so."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from db.site.asking import Asker, Row
from db.site.marking import Piece, pieces
from db.site.pictures import Picture, columns
from db.site.timeline import timeline

ARTICLES = 50
"""Articles whose sentences are shown, the newest first."""

COMPANY = 2_000
"""Articles in which company is looked for, those loaded last: for what stands in more, a page would take seconds."""

ENTITY = "SELECT id, key, type, name, country_code, external_ids FROM entities WHERE key = :key"
PUT_TO = """
SELECT e.id, e.key, e.type, e.name, e.country_code, e.external_ids
FROM entity_ties t JOIN entities e ON e.key = t.entity_key WHERE t.key = :key AND t.entity_key <> :key
"""
ALIASES = "SELECT alias, tied, mentions FROM entity_aliases WHERE entity_id = :id ORDER BY mentions DESC, alias, tied"
ROLES = """
SELECT text AS role, count(*) AS mentions FROM roles WHERE entity_id = :id
GROUP BY text ORDER BY mentions DESC, role LIMIT 12
"""
TIES = """
SELECT key, rule, score, reason FROM entity_ties WHERE entity_key = :key AND rule <> 'judgement' ORDER BY key LIMIT 50
"""
JUDGEMENTS = """
SELECT action, key, other, name, alias, uri, who, why, decided_at, refused FROM entity_judgements
WHERE key = :key OR other = :key ORDER BY id
"""
DAYS = """
SELECT substr(CAST(a.published_at AS TEXT), 1, 10) AS day, count(*) AS articles
FROM appearances p JOIN articles a ON a.id = p.article_id
WHERE p.entity_id = :id AND a.published_at IS NOT NULL
GROUP BY substr(CAST(a.published_at AS TEXT), 1, 10) ORDER BY day
"""
SPREAD = "SELECT mentions, articles FROM entity_totals WHERE entity_id = :id"
OUTLETS = """
SELECT s.slug, s.name, count(*) AS articles
FROM appearances p JOIN articles a ON a.id = p.article_id LEFT JOIN sources s ON s.id = a.source_id
WHERE p.entity_id = :id GROUP BY s.id, s.slug, s.name ORDER BY articles DESC, s.name
"""
NEIGHBOURS = """
WITH theirs AS MATERIALIZED (
    SELECT article_id FROM appearances WHERE entity_id = :id ORDER BY article_id DESC LIMIT :most
),
beside AS (
    SELECT p.entity_id, count(*) AS articles
    FROM theirs CROSS JOIN appearances p WHERE p.article_id = theirs.article_id AND p.entity_id <> :id
    GROUP BY p.entity_id
),
close AS (
    SELECT o.entity_id, count(DISTINCT m.article_id || ':' || m.field || ':' || m.sentence_start) AS sentences
    FROM theirs CROSS JOIN mentions m
    JOIN mentions o ON o.article_id = m.article_id AND o.field = m.field AND o.sentence_start = m.sentence_start
    WHERE m.article_id = theirs.article_id AND +m.entity_id = :id AND +o.entity_id <> :id
    GROUP BY o.entity_id
)
SELECT e.key, e.type, e.name, b.articles, coalesce(w.sentences, 0) AS sentences
FROM beside b JOIN entities e ON e.id = b.entity_id LEFT JOIN close w ON w.entity_id = b.entity_id
ORDER BY sentences DESC, b.articles DESC, e.key
LIMIT 24
"""
SENTENCE = """
WITH newest AS MATERIALIZED (
    SELECT p.article_id FROM appearances p JOIN articles a ON a.id = p.article_id
    WHERE p.entity_id = :id ORDER BY a.published_at DESC NULLS LAST, a.id LIMIT :limit
)
SELECT m.article_id AS id, c.name AS collection, d.uri, a.title, a.published_at, a.published_precision,
       s.name AS source, m.field, m.char_start, m.char_end, m.text, m.tied, m.country_code, m.sentence_start,
       substr(CASE m.field WHEN 'title' THEN a.title ELSE a.body END,
              m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence
FROM newest n CROSS JOIN mentions m
JOIN articles a ON a.id = m.article_id
JOIN documents d ON d.id = a.document_id
JOIN collections c ON c.id = d.collection_id
LEFT JOIN sources s ON s.id = a.source_id
WHERE m.article_id = n.article_id AND +m.entity_id = :id
ORDER BY a.published_at DESC NULLS LAST, a.id, m.field DESC, m.char_start
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
    ties: Sequence[Row]
    judgements: Sequence[Row]

    @property
    def undated(self) -> int:
        """Articles that the picture cannot show."""
        return int(self.spread["articles"]) - sum(self.over_time.timeline.totals)

    @property
    def cut(self) -> tuple[int, int]:
        """Of how many articles sentences and company are shown, where these are not all; 0 where they are."""
        articles = self.spread["articles"]
        return ARTICLES * (articles > ARTICLES), COMPANY * (articles > COMPANY)


def entity_page(ask: Asker, key: str) -> EntityPage | None:
    """The page of the entity with this key, or which the name with this key was put to; null when there is none."""
    entity = ask.row(ENTITY, key=key) or ask.row(PUT_TO, key=key)
    if entity is None:
        return None
    this = entity["id"]
    days = timeline([("all", row["day"], row["articles"]) for row in ask.rows(DAYS, id=this)])
    return EntityPage(
        entity,
        ask.row(SPREAD, id=this) or {"mentions": 0, "articles": 0},
        ask.rows(ALIASES, id=this),
        ask.rows(ROLES, id=this),
        ask.rows(OUTLETS, id=this),
        columns(f"Articles that name {entity['name']}", "articles", days),
        ask.rows(NEIGHBOURS, id=this, most=COMPANY),
        quoted(ask.rows(SENTENCE, id=this, limit=ARTICLES)),
        ask.rows(TIES, key=entity["key"]),
        ask.rows(JUDGEMENTS, key=entity["key"]),
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
