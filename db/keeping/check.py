"""What must hold in every database, as questions whose answers must be empty. The same on SQLite and PostgreSQL."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

SHOWN = 20
"""Rows shown of one breach."""

INVARIANTS: dict[str, str] = {
    "every document has its article": """
        SELECT d.id, d.uri FROM documents d LEFT JOIN articles a ON a.document_id = d.id WHERE a.id IS NULL""",
    "blocks follow each other without gap or overlap": """
        SELECT document_id, position FROM (
            SELECT document_id, position, raw_start, raw_end,
                   lag(raw_end, 1, 0) OVER (PARTITION BY document_id ORDER BY position) AS expected_start,
                   row_number() OVER (PARTITION BY document_id ORDER BY position) - 1 AS expected_position
            FROM blocks) AS tiles
        WHERE raw_start <> expected_start OR raw_end < raw_start OR position <> expected_position""",
    "blocks reach to the end of the text": """
        SELECT d.id, d.uri FROM documents d LEFT JOIN blocks b ON b.document_id = d.id
        GROUP BY d.id, d.uri, d.text HAVING coalesce(max(b.raw_end), 0) <> length(d.text)""",
    "what is removed names its rule": """
        SELECT document_id, position FROM blocks WHERE NOT kept AND rule IS NULL""",
    "blocks stand inside the body": """
        SELECT b.document_id, b.position FROM blocks b JOIN articles a ON a.document_id = b.document_id
        WHERE b.body_start < 0 OR b.body_end < b.body_start OR b.body_end > length(a.body)
           OR (b.body_start IS NULL) <> (b.body_end IS NULL)""",
    "a mention is the text at its offsets": """
        SELECT a.document_id, m.id, m.text FROM mentions m JOIN articles a ON a.id = m.article_id
        WHERE coalesce(substr(CASE m.field WHEN 'title' THEN a.title ELSE a.body END,
                              m.char_start + 1, m.char_end - m.char_start), '') <> m.text
           OR m.char_end <= m.char_start""",
    "a mention stands inside its sentence": """
        SELECT a.document_id, m.id, m.text FROM mentions m JOIN articles a ON a.id = m.article_id
        WHERE m.sentence_start > m.char_start OR m.sentence_end < m.char_end OR m.sentence_start < 0
           OR m.sentence_end > length(CASE m.field WHEN 'title' THEN a.title ELSE a.body END)""",
    "a role is the text at its offsets, and its holder is the mention's": """
        SELECT r.id, r.text FROM roles r JOIN mentions m ON m.id = r.mention_id JOIN articles a ON a.id = m.article_id
        WHERE coalesce(substr(CASE m.field WHEN 'title' THEN a.title ELSE a.body END,
                              r.char_start + 1, r.char_end - r.char_start), '') <> r.text
           OR r.char_end <= r.char_start OR coalesce(r.entity_id, 0) <> coalesce(m.entity_id, 0)""",
    "every mention is where its tie puts it, or at the entity of its key": """
        SELECT m.id, m.resolved_key, e.key FROM mentions m JOIN entities e ON e.id = m.entity_id
        LEFT JOIN entity_ties t ON t.key = m.resolved_key
        WHERE m.resolved_key IS NOT NULL AND e.key <> coalesce(t.entity_key, e.key)
          AND NOT EXISTS (SELECT 1 FROM entity_judgements j WHERE j.action = 'split' AND j.other IS NOT NULL
                          AND j.refused IS NULL)""",
    "every entity and alias is mentioned as often as it says": """
        SELECT entity_id, alias, tied, sum(n) FROM (
            SELECT entity_id, substr(text, 1, 200) AS alias, tied, count(*) AS n
            FROM mentions WHERE entity_id IS NOT NULL GROUP BY entity_id, substr(text, 1, 200), tied
            UNION ALL SELECT entity_id, alias, tied, -mentions FROM entity_aliases) AS counted
        GROUP BY entity_id, alias, tied HAVING sum(n) <> 0""",
    "every country code is carried as often as it says": """
        SELECT entity_id, country_code, sum(n) FROM (
            SELECT entity_id, country_code, count(*) AS n FROM mentions
            WHERE entity_id IS NOT NULL AND country_code IS NOT NULL GROUP BY entity_id, country_code
            UNION ALL SELECT entity_id, country_code, -mentions FROM entity_countries) AS counted
        GROUP BY entity_id, country_code HAVING sum(n) <> 0""",
    "every entity appears in as many articles as it says": """
        SELECT entity_id, sum(n), sum(k) FROM (
            SELECT entity_id, count(DISTINCT article_id) AS n, count(*) AS k
            FROM mentions WHERE entity_id IS NOT NULL GROUP BY entity_id
            UNION ALL SELECT entity_id, -articles, -mentions FROM entity_totals) AS counted
        GROUP BY entity_id HAVING sum(n) <> 0 OR sum(k) <> 0""",
    "every entity and country appears in an article as often as it says": """
        SELECT article_id, entity_id, country_code, sum(n) FROM (
            SELECT article_id, entity_id, NULL AS country_code, count(*) AS n
            FROM mentions WHERE entity_id IS NOT NULL GROUP BY article_id, entity_id
            UNION ALL SELECT article_id, entity_id, NULL, -mentions FROM appearances
            UNION ALL SELECT article_id, NULL, country_code, count(*)
            FROM mentions WHERE country_code IS NOT NULL GROUP BY article_id, country_code
            UNION ALL SELECT article_id, NULL, country_code, -by_name - by_others FROM country_appearances) AS counted
        GROUP BY article_id, entity_id, country_code HAVING sum(n) <> 0""",
    "every source is described as often as it says": """
        SELECT source_id, fact, value, sum(n) FROM (
            SELECT source_id, 'name' AS fact, source_name AS value, count(*) AS n FROM articles
            WHERE source_id IS NOT NULL AND source_name IS NOT NULL GROUP BY source_id, source_name
            UNION ALL SELECT source_id, 'home_url', source_home_url, count(*) FROM articles
            WHERE source_id IS NOT NULL AND source_home_url IS NOT NULL GROUP BY source_id, source_home_url
            UNION ALL SELECT source_id, 'basis', source_basis, count(*) FROM articles
            WHERE source_id IS NOT NULL AND source_basis IS NOT NULL GROUP BY source_id, source_basis
            UNION ALL SELECT source_id, fact, value, -articles FROM source_facts) AS counted
        GROUP BY source_id, fact, value HAVING sum(n) <> 0""",
    "every office is given in as many articles as it says": """
        SELECT identity, sum(n) FROM (
            SELECT resolved_key AS identity, count(DISTINCT article_id) AS n FROM mentions
            WHERE resolved_key LIKE '%@%' GROUP BY resolved_key
            UNION ALL SELECT key || '@' || country_code, -articles FROM entity_offices) AS counted
        GROUP BY identity HAVING sum(n) <> 0""",
    "every rule decided in as many documents as it says": """
        SELECT name, sum(n) FROM (
            SELECT rule AS name, count(DISTINCT document_id) AS n FROM blocks WHERE rule IS NOT NULL GROUP BY rule
            UNION ALL SELECT name, -documents FROM cleaning_rules) AS counted
        GROUP BY name HAVING sum(n) <> 0""",
    "no entity is without a mention": """
        SELECT e.key FROM entities e WHERE NOT EXISTS (SELECT 1 FROM mentions m WHERE m.entity_id = e.id)""",
    "no source is without an article": """
        SELECT s.slug FROM sources s WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.source_id = s.id)""",
    "revisions that are kept are numbered without a gap": """
        SELECT a.id FROM articles a JOIN article_revisions r ON r.article_id = a.id
        GROUP BY a.id, a.revision
        HAVING max(r.revision) <> a.revision - 1 OR max(r.revision) - min(r.revision) + 1 <> count(*)""",
    "each file has a document, or a reject that says why not": """
        SELECT f.id, f.path FROM files f
        WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.file_id = f.id)
          AND NOT EXISTS (SELECT 1 FROM rejects r WHERE r.collection_id = f.collection_id AND r.path = f.path)""",
    "the files of each run add up": """
        SELECT id FROM ingest_runs WHERE state LIKE 'completed%'
          AND files_seen <> files_new + files_changed + files_unchanged + files_rejected""",
}
"""Each promise, and a question that finds what breaks it."""

SQLITE_ONLY = {
    "every reference leads somewhere": "SELECT * FROM pragma_foreign_key_check",
    "the file is sound": "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    "full text holds every article": """
        SELECT a.id FROM articles a LEFT JOIN articles_fts_docsize d ON d.id = a.id WHERE d.id IS NULL""",
}

OF_DOCUMENTS = (
    "blocks follow each other without gap or overlap",
    "blocks reach to the end of the text",
    "what is removed names its rule",
    "blocks stand inside the body",
    "a mention is the text at its offsets",
    "a mention stands inside its sentence",
)
"""Promises that making a document into its article again mends; their questions give its id first."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that does not hold, and the first rows that break it."""

    promise: str
    rows: tuple[tuple[object, ...], ...]


def promises(connection: Connection) -> dict[str, str]:
    """The promises of this kind of database, with their questions."""
    return INVARIANTS | (SQLITE_ONLY if connection.dialect.name == "sqlite" else {})


def breaches(connection: Connection) -> list[Breach]:
    """What does not hold; empty for a sound database."""
    asked = promises(connection)
    found = {promise: connection.execute(text(question)).fetchmany(SHOWN) for promise, question in asked.items()}
    return [Breach(promise, tuple(map(tuple, rows))) for promise, rows in found.items() if rows]


def broken_documents(connection: Connection) -> list[int]:
    """Ids of the documents whose blocks or mentions break a promise."""
    found = (connection.execute(text(INVARIANTS[promise])) for promise in OF_DOCUMENTS)
    return sorted({row[0] for rows in found for row in rows})
