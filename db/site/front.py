"""The front page's rows, which answer what is in here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from db.site.asking import Asker, Row
from db.site.marking import KINDS
from db.site.pictures import Picture, columns, strips
from db.site.timeline import timeline

SOURCES = 8
"""Sources that have a row of their own in the picture of coverage."""

TOP = 8
"""Entities of each type that the front page names."""

TYPES = ("person", "organization", "country", "place")

_DAY = "substr(CAST(a.published_at AS TEXT), 1, 10)"
COUNTS = """
SELECT (SELECT count(*) FROM articles) AS articles,
       (SELECT count(*) FROM sources s WHERE EXISTS (SELECT 1 FROM articles a WHERE a.source_id = s.id)) AS sources,
       (SELECT count(*) FROM entities) AS entities,
       (SELECT coalesce(sum(mentions), 0) FROM entity_totals) AS mentions,
       (SELECT count(*) FROM articles WHERE published_at IS NULL) AS undated,
       (SELECT count(*) FROM rejects WHERE resolved_at IS NULL) AS rejects
"""
BY_DAY = f"""
SELECT coalesce(s.name, 'source not known') AS source, {_DAY} AS day, count(*) AS articles
FROM articles a LEFT JOIN sources s ON s.id = a.source_id
WHERE a.published_at IS NOT NULL
GROUP BY s.id, s.name, {_DAY}
ORDER BY day, source
"""  # noqa: S608 - a constant of ours
BY_SOURCE = """
SELECT s.slug, s.name, s.basis, count(*) AS articles, sum(a.word_count) AS words,
       min(a.published_at) AS first_published, max(a.published_at) AS last_published
FROM articles a LEFT JOIN sources s ON s.id = a.source_id
GROUP BY s.id, s.slug, s.name, s.basis
ORDER BY articles DESC, s.name
"""
LANGUAGES = """
SELECT coalesce(language, 'not known') AS language, count(*) AS articles FROM articles
GROUP BY language ORDER BY articles DESC, language
"""
NAMED_MOST = """
SELECT e.key, e.type, e.name, e.country_code, t.mentions
FROM entities e JOIN entity_totals t ON t.entity_id = e.id
WHERE e.type = :type
ORDER BY t.mentions DESC, e.key
LIMIT :limit
"""
REMOVED = """
SELECT count(*) AS blocks, coalesce(sum(raw_end - raw_start), 0) AS characters
FROM blocks WHERE NOT kept AND role <> 'blank'
"""
LATEST = """
SELECT a.id, c.name AS collection, d.uri, a.title, a.published_at, a.published_precision, s.name AS source
FROM articles a JOIN documents d ON d.id = a.document_id JOIN collections c ON c.id = d.collection_id
LEFT JOIN sources s ON s.id = a.source_id
ORDER BY a.published_at DESC NULLS LAST, a.id
LIMIT 8
"""
RUN = "SELECT * FROM ingest_runs ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class FrontPage:
    """All that the front page shows."""

    counts: Row
    removed: Row
    by_day: Picture
    by_source: Picture
    sources: Sequence[Row]
    languages: Sequence[Row]
    named: Mapping[str, Sequence[Row]]
    latest: Sequence[Row]
    run: Row | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ingested yet."""
        return not self.counts["articles"]


def front_page(ask: Asker) -> FrontPage:
    """Ask for all of it."""
    (counts,), (removed,) = ask.rows(COUNTS), ask.rows(REMOVED)
    days = [(row["source"], row["day"], row["articles"]) for row in ask.rows(BY_DAY)]
    sources = ask.rows(BY_SOURCE)
    named = {kind: ask.rows(NAMED_MOST, type=kind, limit=TOP) for kind in KINDS if kind in TYPES}
    by_day = columns("Articles over time", "articles", timeline([("all", day, n) for _, day, n in days]))
    by_source = strips("Articles over time by source", "articles", timeline(_by_source(days)))
    return FrontPage(
        counts, removed, by_day, by_source, sources, ask.rows(LANGUAGES), named, ask.rows(LATEST), ask.row(RUN)
    )


def _by_source(days: Sequence[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The same, largest source first, all but the largest ones as one."""
    ordered = sorted(days, key=lambda each: (each[0], each[1]))
    sums = {name: sum(n for _, _, n in each) for name, each in groupby(ordered, key=lambda each: each[0])}
    names = sorted(sums, key=lambda name: (-sums[name], name))
    shown = names if len(names) <= SOURCES else names[: SOURCES - 1]
    kept = [each for name in shown for each in ordered if each[0] == name]
    return kept + [("all others", day, n) for name, day, n in ordered if name not in shown]
