"""Each promise is kept by what is loaded, and its question finds the row that breaks it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_stories import rows_of, story
from sqlalchemy import Engine, text

from db.engine import transaction
from db.keeping.check import INVARIANTS, breaches
from db.loading.load import load_batch
from db.running.folders import collection_for

NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)

DAMAGE = {
    "every document has its article": "DELETE FROM articles",
    "blocks follow each other without gap or overlap": "UPDATE blocks SET raw_start = raw_start + 1 WHERE position = 1",
    "blocks reach to the end of the text": "UPDATE documents SET text = text || 'x'",
    "what is removed names its rule": "UPDATE blocks SET kept = (1 = 0), rule = NULL",
    "blocks stand inside the body": "UPDATE blocks SET body_start = 0, body_end = 100000",
    "a mention is the text at its offsets": "UPDATE mentions SET text = 'Gang Qin' WHERE text = 'Qin Gang'",
    "a mention stands inside its sentence": "UPDATE mentions SET sentence_end = char_end - 1",
    "a role is the text at its offsets, and its holder is the mention's": "UPDATE roles SET char_start = char_end",
    "every mention is where its tie puts it, or at the entity of its key": (
        "INSERT INTO entity_ties (key, entity_key, rule, score, reason) "
        "VALUES ('person:qin-gang@CN', 'person:x', 'variant', 1, '')"
    ),
    "every office is given in as many articles as it says": "UPDATE entity_offices SET articles = 7",
    "every entity and alias is mentioned as often as it says": "UPDATE entity_aliases SET mentions = mentions + 1",
    "every country code is carried as often as it says": "DELETE FROM entity_countries",
    "every entity appears in as many articles as it says": "UPDATE entity_totals SET articles = articles + 1",
    "every entity and country appears in an article as often as it says": "DELETE FROM country_appearances",
    "every source is described as often as it says": "UPDATE source_facts SET articles = 7",
    "every rule decided in as many documents as it says": "UPDATE cleaning_rules SET documents = 7",
    "no entity is without a mention": "UPDATE mentions SET entity_id = NULL",
    "no source is without an article": "UPDATE articles SET source_id = NULL",
    "revisions that are kept are numbered without a gap": "INSERT INTO article_revisions (article_id, revision, body, "
    "content_hash, replaced_at) SELECT id, 5, '', '', '2026-11-23T13:00:00Z' FROM articles",
    "each file has a document, or a reject that says why not": "DELETE FROM documents",
    "the files of each run add up": "INSERT INTO ingest_runs (started_at, state, files_seen, files_new, files_changed, "
    "files_unchanged, files_vanished, files_rejected, articles, mentions, entities, versions) "
    "VALUES ('2026-11-23T13:00:00Z', 'completed', 2, 1, 0, 0, 0, 0, 1, 0, 0, '{}')",
}


@pytest.fixture
def loaded(engine: Engine) -> Engine:
    with transaction(engine) as connection:
        number = collection_for(connection, Path("/data/news"))[0].id
        articles = [story("a.txt", [0, 1, 3, 7], source=1, rule=1), story("b.html", [5, 6], page=True, filler="\0𝕏")]
        load_batch(connection, [rows_of(article) for article in articles], number, NOW)
    return engine


def test_what_is_loaded_is_sound(loaded: Engine) -> None:
    with transaction(loaded) as connection:
        assert breaches(connection) == []


@pytest.mark.parametrize("promise", INVARIANTS)
def test_a_broken_promise_is_found(loaded: Engine, promise: str) -> None:
    with transaction(loaded) as connection:
        connection.execute(text(DAMAGE[promise]))
        assert promise in {breach.promise for breach in breaches(connection)}


def test_a_reference_to_nothing_is_found(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("INSERT INTO blocks (document_id, position, raw_start, raw_end, role, kept) "
                                   "VALUES (999, 0, 0, 0, 'body', 1)")  # fmt: skip
        assert "every reference leads somewhere" in {breach.promise for breach in breaches(connection)}
        connection.rollback()
        connection.invalidate()
