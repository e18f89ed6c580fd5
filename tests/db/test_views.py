"""Views: the columns that their files promise, right answers, quick ways to one entity, made anew only when changed."""

import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from small_stories import rows_of, story
from sqlalchemy import Engine, text

from db.engine import make_engine, transaction
from db.errors import ForeignDatabase
from db.loading.load import load_batch
from db.migrate import migrate
from db.running.folders import collection_for
from db.running.runs import RunCounts, RunEnd, finish_run, start_run
from db.views import View, drop_views, make_views, views
from db.views import making as made

NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)
ASKED = (
    "article_entities", "entity_overview", "entity_timeline", "entity_cooccurrence", "mention_context",
    "source_overview", "country_coverage", "removed_text", "unlinked_mentions", "run_history", "stale_articles",
    "offset_audit", "low_confidence",
)  # fmt: skip


@pytest.fixture
def loaded(engine: Engine) -> Engine:
    return fill(engine)


def fill(engine: Engine) -> Engine:
    with transaction(engine) as connection:
        number = collection_for(connection, Path("/data/news"))[0].id
        articles = [
            story("a.txt", [0, 1, 3, 10], source=1, rule=1, published="2023-05-07T23:30:00Z"),
            story("b.txt", [0, 10, 4], source=1, published="2023-05-08"),
            story("c.txt", [0, 5, 6], published=None),
        ]
        load_batch(connection, [rows_of(article) for article in articles], number, NOW)
        versions = {"cleaner": "2", "recogniser": "rules", "resolver": "1"}
        run = start_run(connection, NOW, versions)
        finish_run(
            connection,
            run,
            RunEnd("completed", RunCounts(files_seen=3, files_new=3), versions, 120.0, {}, {}),
            NOW.replace(minute=2),
        )
    return engine


def ask(engine: Engine, question: str, **given: Any) -> list[tuple[Any, ...]]:
    with transaction(engine) as connection:
        return [tuple(row) for row in connection.execute(text(question), given)]


def test_the_views_that_people_ask_are_there() -> None:
    assert set(ASKED) <= views().keys()


@pytest.mark.parametrize("view", views().values(), ids=lambda view: view.name)
def test_a_view_has_the_columns_that_its_file_tells(loaded: Engine, view: View) -> None:
    with transaction(loaded) as connection:
        columns = connection.execute(text(f"SELECT * FROM {view.name}")).keys()
    assert list(columns) == [column.name for column in view.columns]
    assert view.meaning.endswith(".")


EXPECTED: dict[str, list[tuple[Any, ...]]] = {
    "SELECT name, mentions, in_title, first_start FROM article_entities WHERE key = 'person:qin-gang' "
    "ORDER BY article_id": [("Qin Gang", 2, 0, 0), ("Qin Gang", 1, 0, 0), ("Qin Gang", 1, 0, 0)],
    "SELECT type, articles, mentions, first_published_on, last_published_on, spellings, aliases FROM entity_overview "
    "WHERE name = 'Qin Gang'": [("person", 3, 4, "2023-05-07", "2023-05-08", 2, "Qin Gang, Qin")],
    "SELECT published_on, published_week, published_month, ingested_on, articles, mentions FROM entity_timeline "
    "WHERE key = 'person:qin-gang' ORDER BY published_on NULLS LAST": [
        ("2023-05-07", "2023-05-01", "2023-05", "2026-11-23", 1, 2),
        ("2023-05-08", "2023-05-08", "2023-05", "2026-11-23", 1, 1),
        (None, None, None, "2026-11-23", 1, 1),
    ],
    "SELECT c.other_name, c.articles, c.sentences, c.lift FROM entity_cooccurrence c "
    "JOIN entities e ON e.id = c.entity_id WHERE e.key = 'person:zoe' ORDER BY 1": [
        ("China", 2, 0, 1.5), ("Qin Gang", 2, 0, 1.0)],
    "SELECT sentence, published_on FROM mention_context WHERE written = 'PRC'": [("[PRC]", "2023-05-08")],
    "SELECT name, articles, words, dated, first_published_on, languages FROM source_overview": [
        ("Cnews", 2, 18, 2, "2023-05-07", 0)],
    "SELECT country_code, country, articles, by_name, by_others FROM country_coverage ORDER BY 3 DESC, 1": [
        ("CN", "China", 3, 2, 3), ("FR", "FR", 2, 0, 2), ("RU", "RU", 1, 0, 1)],
    "SELECT uri, role, rule, text FROM removed_text": [("a.txt", "title", "notice", "A title\n")],
    "SELECT written, label, sentence FROM unlinked_mentions": [("Nobody", "person", "Nobody")],
    "SELECT seconds, state, files_seen FROM run_history": [(120, "completed", 3)],
    "SELECT cleaner_version, cleaner_now, count(*) FROM stale_articles GROUP BY 1, 2": [("1", "2", 3)],
    "SELECT * FROM offset_audit": [],
}  # fmt: skip


@pytest.mark.parametrize("question", EXPECTED)
def test_a_view_says_what_is_so(loaded: Engine, question: str) -> None:
    assert ask(loaded, question) == EXPECTED[question]


def test_offsets_that_break_their_word_are_seen(loaded: Engine) -> None:
    with transaction(loaded) as connection:
        connection.execute(text("UPDATE mentions SET char_start = char_start + 1 WHERE text = 'PRC'"))
    assert ask(loaded, "SELECT written, found FROM offset_audit") == [("PRC", "RC")]


def test_those_of_one_sentence_are_counted(loaded: Engine) -> None:
    with transaction(loaded) as connection:
        connection.execute(text("UPDATE mentions SET sentence_start = 0, sentence_end = 40"))
    question = "SELECT other_name, articles, sentences FROM entity_cooccurrence WHERE entity_id = :id ORDER BY 1"
    ((entity,),) = ask(loaded, "SELECT id FROM entities WHERE key = 'person:zoe'")
    assert ask(loaded, question, id=entity) == [("China", 2, 2), ("Qin Gang", 2, 2)]


QUICK = {
    "article_entities": ["entity_id = :id", "key = 'person:qin-gang'", "article_id = :id"],
    "entity_overview": ["entity_id = :id", "key = 'person:qin-gang'"],
    "entity_timeline": ["entity_id = :id", "key = 'person:qin-gang'"],
    "entity_cooccurrence": ["entity_id = :id"],
    "mention_context": ["entity_id = :id", "key = 'person:qin-gang'", "article_id = :id", "mention_id = :id"],
    "country_coverage": ["country_code = 'CN'"],
    "unlinked_mentions": ["article_id = :id", "written = 'Clinton'"],
    "low_confidence": ["entity_id = :id", "article_id = :id"],
    "removed_text": ["article_id = :id", "rule = 'notice'", "document_id = :id"],
    "source_overview": ["source_id = :id"],
}
LARGE = re.compile(r"SCAN (m|n|p|q|b|mentions|appearances|country_appearances|blocks|entity_aliases|x)\b")


@pytest.mark.parametrize(("view", "condition"), [(view, each) for view, every in QUICK.items() for each in every])
def test_a_question_about_one_thing_scans_no_large_table(sqlite_engine: Engine, view: str, condition: str) -> None:
    plan = ask(sqlite_engine, f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE {condition}", id=1)
    assert not [step for *_, step in plan if LARGE.search(step)], plan


def test_views_that_are_as_they_should_be_are_left_alone(engine: Engine) -> None:
    with transaction(engine) as connection:
        assert not make_views(connection)


def test_a_view_that_differs_is_made_anew_and_one_of_old_goes(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    other = View("moods", "Moods.", "", (), "SELECT 1 AS mood")
    with transaction(engine) as connection:
        with monkeypatch.context() as patch:
            patch.setattr(made, "views", lambda: MappingProxyType({"moods": other}))
            assert make_views(connection)
            assert connection.execute(text("SELECT mood FROM moods")).scalar() == 1
        assert make_views(connection)
        assert not made._ours(connection).keys() ^ views().keys()


def test_somebody_elses_view_of_that_name_is_left_alone(path: Path) -> None:
    engine = make_engine(path)
    migrate(engine)
    with transaction(engine) as connection:
        drop_views(connection)
        connection.execute(text("CREATE VIEW removed_text AS SELECT 1 AS mine"))
    with pytest.raises(ForeignDatabase, match="removed_text"):
        migrate(engine)
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT mine FROM removed_text").fetchall() == [(1,)]
    other.close()


def test_the_summaries_of_an_older_database_are_filled(loaded: Engine) -> None:
    from db.loading.summaries import sum_everything

    tables = ("appearances", "country_appearances", "entity_totals")
    before = [ask(loaded, f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables]
    with transaction(loaded) as connection:
        for table in tables:
            connection.execute(text(f"DELETE FROM {table}"))
        sum_everything(connection)
    assert [ask(loaded, f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables] == before
