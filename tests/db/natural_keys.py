"""Every table by natural keys: what must be equal between two databases of the same documents."""

from typing import Any

from sqlalchemy import Connection, Engine, text

from db.engine import transaction
from db.models import Base

TABLES = {
    "files": "SELECT c.name, f.path, f.size, f.modified_ns, f.vanished_at IS NULL FROM files f "
    "JOIN collections c ON c.id = f.collection_id",
    "documents": "SELECT c.name, f.path, d.uri, d.record, d.content_hash, d.media_type, d.encoding, d.encoding_basis, "
    "d.vanished_at IS NULL, d.fields, d.substitutions, d.text, d.markup "
    "FROM documents d JOIN collections c ON c.id = d.collection_id JOIN files f ON f.id = d.file_id",
    "articles": "SELECT d.uri, s.slug, a.title, a.subtitle, a.byline, a.section, a.url, a.language, a.published_at, "
    "a.published_precision, a.modified_at, a.word_count, a.content_hash, a.source_name, a.source_home_url, "
    "a.source_basis, a.bases, a.repairs, a.cleaner_version, a.recogniser_version, a.body "
    "FROM articles a JOIN documents d ON d.id = a.document_id LEFT JOIN sources s ON s.id = a.source_id",
    "blocks": "SELECT d.uri, b.position, b.raw_start, b.raw_end, b.role, b.kept, b.rule, b.score, b.body_start "
    "FROM blocks b JOIN documents d ON d.id = b.document_id",
    "mentions": "SELECT d.uri, m.field, m.char_start, m.char_end, m.text, m.label, m.rule, m.score, m.tied, "
    "m.country_code, m.lat, m.link_score, m.place_score, m.resolved_key, e.key FROM mentions m "
    "JOIN articles a ON a.id = m.article_id JOIN documents d ON d.id = a.document_id "
    "LEFT JOIN entities e ON e.id = m.entity_id",
    "roles": "SELECT d.uri, m.field, m.char_start, r.char_start, r.char_end, r.text, r.country_code, e.key "
    "FROM roles r JOIN mentions m ON m.id = r.mention_id JOIN articles a ON a.id = m.article_id "
    "JOIN documents d ON d.id = a.document_id LEFT JOIN entities e ON e.id = r.entity_id",
    "entities": "SELECT key, type, name, country_code, external_ids, sound FROM entities",
    "entity_ties": "SELECT key, entity_key, rule, score, reason, sound, register FROM entity_ties",
    "entity_offices": "SELECT key, country_code, articles FROM entity_offices",
    "entity_judgements": "SELECT action, key, other, name, alias, uri, country_code, who, why, decided_at, refused "
    "FROM entity_judgements",
    "entity_aliases": "SELECT e.key, x.alias, x.tied, x.mentions FROM entity_aliases x "
    "JOIN entities e ON e.id = x.entity_id",
    "entity_countries": "SELECT e.key, x.country_code, x.mentions FROM entity_countries x "
    "JOIN entities e ON e.id = x.entity_id",
    "appearances": "SELECT d.uri, e.key, x.mentions, x.in_title, x.first_start FROM appearances x "
    "JOIN entities e ON e.id = x.entity_id JOIN articles a ON a.id = x.article_id "
    "JOIN documents d ON d.id = a.document_id",
    "country_appearances": "SELECT d.uri, x.country_code, x.by_name, x.by_others FROM country_appearances x "
    "JOIN articles a ON a.id = x.article_id JOIN documents d ON d.id = a.document_id",
    "entity_totals": "SELECT e.key, x.articles, x.mentions, x.first_published_on, x.last_published_on "
    "FROM entity_totals x JOIN entities e ON e.id = x.entity_id",
    "sources": "SELECT slug, name, home_url, basis FROM sources",
    "source_facts": "SELECT s.slug, x.fact, x.value, x.articles FROM source_facts x "
    "JOIN sources s ON s.id = x.source_id",
    "cleaning_rules": "SELECT name, kind, version, documents FROM cleaning_rules",
    "notice_candidates": "SELECT d.uri, s.slug, n.place, n.fingerprint, n.title_hash, n.lead_hash, n.sure, "
    "n.raw_start, n.raw_end, n.applied FROM notice_candidates n JOIN documents d ON d.id = n.document_id "
    "JOIN sources s ON s.id = n.source_id",
    "learned_notices": "SELECT s.slug, n.place, n.fingerprint, n.stories FROM learned_notices n "
    "JOIN sources s ON s.id = n.source_id",
    "sources_to_review": "SELECT source_id FROM sources_to_review",
    "rejects": "SELECT uri, content_hash, error, message, mend, attempts, resolved_at IS NULL FROM rejects",
}
HISTORY = {
    "revisions": "SELECT d.uri, r.revision, r.title, r.body, r.replaced_at FROM article_revisions r "
    "JOIN articles a ON a.id = r.article_id JOIN documents d ON d.id = a.document_id",
    "mention revisions": "SELECT d.uri, r.revision, r.mentions, r.replaced_at FROM mention_revisions r "
    "JOIN articles a ON a.id = r.article_id JOIN documents d ON d.id = a.document_id",
    "changes": "SELECT d.uri, d.first_seen_at, d.changed_at, d.vanished_at, a.revision FROM documents d "
    "JOIN articles a ON a.document_id = d.id",
}


def tables(connection: Connection, *, history: bool = False) -> dict[str, list[Any]]:
    """All rows without surrogate keys, sorted; with `history` also revisions and times."""
    wanted = TABLES | (HISTORY if history else {})
    return {name: sorted(map(repr, connection.execute(text(query)).all())) for name, query in wanted.items()}


def empty(engine: Engine) -> None:
    """No rows but the dictionary's. DELETE, for TRUNCATE makes new files and takes longer on small tables."""
    names = [table.name for table in reversed(Base.metadata.sorted_tables) if table.name != "data_dictionary"]
    statements = [f"DELETE FROM {name}" for name in names]
    with transaction(engine) as connection:
        for statement in ["; ".join(statements)] if engine.dialect.name == "postgresql" else statements:
            connection.exec_driver_sql(statement)
