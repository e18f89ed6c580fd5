"""Loading: the same tables in any order and batch size, twice as once, and nothing left of a batch that failed."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from natural_keys import empty, tables
from small_stories import folders, rows_of, stories, story
from sqlalchemy import Connection, Engine, select, text

from db.cleaning.rules import RuleRow, register_rules
from db.engine import transaction
from db.entities.names import best_name
from db.keeping.check import breaches
from db.keeping.repair import SUMMARIES
from db.loading.load import load_batch
from db.loading.summaries import sum_everything
from db.models import Document
from db.records import DocumentRows, LoadCounts
from db.running.folders import collection_for
from flows.text.records import Article, Entity

NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)
examples = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


def collection(connection: Connection) -> int:
    return collection_for(connection, Path("/data/news"), lambda folder: True)[0].id


def load(engine: Engine, articles: Iterable[Article], day: int = 0) -> LoadCounts:
    with transaction(engine, foreign_keys=False) as connection:  # as a run does
        rows = [rows_of(article) for article in articles]
        return load_batch(connection, rows, collection(connection), NOW + timedelta(days=day))


def contents(engine: Engine, *, history: bool = False) -> dict[str, list[Any]]:
    with transaction(engine) as connection:
        return tables(connection, history=history)


def batches(articles: Sequence[Article], size: int) -> list[Sequence[Article]]:
    return [articles[start : start + size] for start in range(0, len(articles), size)]


@examples
@given(folders)
def test_sums_from_rows_are_those_asked_of_the_mentions(engine: Engine, articles: list[Article]) -> None:
    empty(engine)
    load(engine, articles)
    from_rows = contents(engine)
    with transaction(engine) as connection:
        for name in SUMMARIES:
            connection.execute(text(f"DELETE FROM {name}"))
        sum_everything(connection)
    assert {name: from_rows[name] for name in SUMMARIES} == {name: contents(engine)[name] for name in SUMMARIES}
    assert from_rows["appearances"] or not any(article.mentions for article in articles)


@examples
@given(folders, st.randoms(), st.integers(1, 6))
def test_any_order_and_batch_size_gives_the_same_tables(
    engine: Engine, articles: list[Article], random: Any, size: int
) -> None:
    empty(engine)
    load(engine, articles)
    expected = contents(engine, history=True)
    empty(engine)
    shuffled = random.sample(articles, len(articles))
    for batch in batches(shuffled, size):
        load(engine, batch)
    assert contents(engine, history=True) == expected


@examples
@given(st.lists(st.lists(stories(), max_size=4, unique_by=lambda article: article.document.uri), max_size=4))
def test_after_any_changes_the_tables_are_those_of_the_last_contents(
    engine: Engine, versions: list[list[Article]]
) -> None:
    empty(engine)
    for day, batch in enumerate(versions):
        load(engine, batch, day)
    changed = contents(engine)
    with transaction(engine) as connection:
        assert breaches(connection) == []
    empty(engine)
    load(engine, {article.document.uri: article for batch in versions for article in batch}.values())
    assert contents(engine) == changed


@examples
@given(folders, st.integers(1, 3), st.integers(0, 5))
def test_a_run_that_was_cut_short_is_completed_by_the_next(
    engine: Engine, articles: list[Article], size: int, cut: int
) -> None:
    empty(engine)
    load(engine, articles)
    expected = contents(engine)
    empty(engine)
    for batch in batches(articles, size)[:cut]:
        load(engine, batch)
    with suppress(KeyboardInterrupt), transaction(engine, foreign_keys=False) as connection:
        load_batch(connection, [rows_of(article) for article in articles], collection(connection), NOW)
        raise KeyboardInterrupt
    for batch in batches(articles, size):
        load(engine, batch, day=1)
    assert contents(engine) == expected


def rules_of(engine: Engine) -> list[Any]:
    with transaction(engine) as connection:
        query = "SELECT name, kind, version, documents FROM cleaning_rules ORDER BY name"
        return [tuple(row) for row in connection.execute(text(query))]


def test_rules_are_registered_and_counted(engine: Engine) -> None:
    load(engine, [story("a.txt", [], rule=1), story("b.txt", [], rule=2)])
    with transaction(engine) as connection:
        register_rules(connection, [RuleRow("notice", "pattern", "1"), RuleRow("idle", "pattern", "1")])
        register_rules(connection, [RuleRow("notice", "pattern", "2")])
    assert rules_of(engine) == [
        ("idle", "pattern", "1", 0),
        ("notice", "pattern", "2", 1),
        ("share", "unstated", "", 1),
    ]
    load(engine, [story("a.txt", []), story("b.txt", []), story("c.txt", [], rule=1)])
    assert rules_of(engine) == [("idle", "pattern", "1", 0), ("notice", "pattern", "2", 1)]


@examples
@given(folders)
def test_loading_twice_changes_nothing(engine: Engine, articles: list[Article]) -> None:
    empty(engine)
    load(engine, articles)
    before = contents(engine, history=True)
    assert load(engine, articles, day=1) == LoadCounts(unchanged=len(articles))
    assert contents(engine, history=True) == before


def test_loading_twice_writes_nothing(sqlite_engine: Engine) -> None:
    empty(sqlite_engine)
    articles = [story("a.txt", [0, 1, 3], source=1, rule=1), story("w.jsonl#1", [4, 5, 10], record=1)]
    load(sqlite_engine, articles)
    with transaction(sqlite_engine) as connection:
        number = collection(connection)
        driver = connection.connection.driver_connection
        before = driver.total_changes
        load_batch(connection, [rows_of(article) for article in articles], number, NOW)
        assert driver.total_changes == before


def test_both_databases_hold_the_same(sqlite_engine: Engine, request: pytest.FixtureRequest) -> None:
    other = request.getfixturevalue("postgresql_engine")
    articles = [story("a.txt", [0, 1, 2, 3]), story("b.txt", [2, 10], source=2, rule=1, filler="\0\ud800"),
                story("c.html", [5, 6], page=True, source=1, published="2023-05")]  # fmt: skip
    for engine in (sqlite_engine, other):
        empty(engine)
        load(engine, articles)
    query = text("SELECT uri, content_hash, text, markup FROM documents ORDER BY uri")
    with transaction(sqlite_engine) as one, transaction(other) as two:
        assert one.execute(query).all() == two.execute(query).all()
        names = ("mentions", "entities", "entity_aliases", "source_facts", "cleaning_rules")
        left, right = tables(one), tables(two)
        assert {name: left[name] for name in names if name != "entities"} == {
            name: right[name] for name in names if name != "entities"
        }


def test_new_text_moves_the_old_to_the_revisions(engine: Engine) -> None:
    load(engine, [story("a.txt", [0], title="Old")])
    assert load(engine, [story("a.txt", [0, 3], title="New")], day=1) == LoadCounts(changed=1, mentions=2, entities=1)
    with transaction(engine) as connection:
        assert connection.execute(text("SELECT title, revision FROM articles")).all() == [("New", 2)]
        old = connection.execute(text("SELECT title, body, revision FROM article_revisions")).all()
        assert old == [("Old", "Qin Gang said. ", 1)]
        assert connection.execute(text("SELECT count(changed_at) FROM documents")).scalar() == 1


def test_other_mentions_of_the_same_text_make_no_revision(engine: Engine) -> None:
    before = story("a.txt", [0, 3], source=1)
    after = story("a.txt", [0, 3], source=3)
    load(engine, [before])
    assert load(engine, [after], day=1) == LoadCounts(reannotated=1)
    with transaction(engine) as connection:
        assert connection.execute(text("SELECT revision FROM articles")).scalar() == 1
        assert connection.execute(text("SELECT slug, name FROM sources")).all() == [("post", "The Post")]
        assert connection.execute(text("SELECT count(changed_at) FROM documents")).scalar() == 0


CHINA, ANN, CAPITALS, LEE, UN, ONU = 3, 7, 8, 9, 11, 12


@pytest.mark.parametrize(
    ("loads", "name"),
    [
        ([[LEE]], "Lee"),
        ([[LEE], [LEE], [ANN]], "Ann Lee"),
        ([[ANN], [LEE], [LEE]], "Ann Lee"),
        ([[ANN], [CAPITALS]], "ANN LEE"),
        ([[CAPITALS], [ANN], [ANN]], "Ann Lee"),
        ([[CAPITALS, CAPITALS], [ANN]], "ANN LEE"),
        ([[UN], [ONU]], "Onu"),
        ([[UN, UN], [ONU]], "UN"),
        ([[UN], [ONU], [UN]], "UN"),
    ],
)
def test_an_entity_is_called_by_its_most_used_full_name(engine: Engine, loads: list[list[int]], name: str) -> None:
    for number, names in enumerate(loads):
        load(engine, [story(f"{number}.txt", names)])
    with transaction(engine) as connection:
        assert connection.execute(text("SELECT name FROM entities")).scalars().all() == [name]


def test_the_time_of_a_change_is_kept_when_only_mentions_change(engine: Engine) -> None:
    for day, (names, source) in enumerate([([0], 1), ([0, 3], 1), ([0, 3], 3)]):
        load(engine, [story("a.txt", names, source=source)], day)
    with transaction(engine) as connection:
        assert connection.execute(select(Document.changed_at)).scalars().all() == [NOW + timedelta(days=1)]
        assert connection.execute(select(Document.first_seen_at)).scalars().all() == [NOW]


def other(part: str) -> DocumentRows:
    rows = rows_of(story("a.txt", [CHINA], source=1))
    changed: dict[str, Any] = {
        "document": rows.document._replace(encoding_basis="guessed"),
        "article": rows.article._replace(cleaner_version="2"),
        "source": "post",
        "blocks": (rows.blocks[0], rows.blocks[1]._replace(score=0.25)),
        "mentions": (rows.mentions[0]._replace(score=0.25),),
    }
    return replace(rows, **{part: changed[part]})


@pytest.mark.parametrize("part", ["document", "article", "source", "blocks", "mentions"])
def test_any_part_that_differs_is_written(engine: Engine, part: str) -> None:
    rows = other(part)
    load(engine, [story("a.txt", [CHINA], source=1)])
    for expected in (LoadCounts(reannotated=1, mentions=int(part == "mentions")), LoadCounts(unchanged=1)):
        with transaction(engine) as connection:
            assert load_batch(connection, [rows], collection(connection), NOW) == expected


def test_what_is_fixed_follows_what_is_given(engine: Engine) -> None:
    before = story("a.txt", [CHINA])
    named = Entity("country:CN", "country", "People's Republic of China", "CN", {"geonames": "1814991"})
    load(engine, [before])
    load(engine, [replace(before, mentions=tuple(replace(each, entity=named) for each in before.mentions))], day=1)
    with transaction(engine) as connection:
        stored = connection.execute(text("SELECT name, external_ids FROM entities")).all()
    assert [row.name for row in stored] == ["People's Republic of China"]
    assert "1814991" in str(stored[0].external_ids)


def test_an_entity_loses_the_name_that_nobody_uses_any_more(engine: Engine) -> None:
    load(engine, [story("a.txt", [ANN, ANN]), story("b.txt", [CAPITALS])])
    load(engine, [story("a.txt", [LEE])], day=1)
    with transaction(engine) as connection:
        assert connection.execute(text("SELECT name FROM entities")).scalars().all() == ["ANN LEE"]


def test_what_nothing_points_at_any_more_is_gone(engine: Engine) -> None:
    load(engine, [story("a.txt", [0, 3, 5], source=1, rule=1)])
    load(engine, [story("a.txt", [], title=None)], day=1)
    left = contents(engine)
    gone = ("mentions", "entities", "entity_aliases", "entity_countries", "sources", "source_facts", "cleaning_rules")
    assert {name: left[name] for name in gone} == {name: [] for name in gone}


def test_a_batch_that_fails_leaves_nothing(engine: Engine) -> None:
    load(engine, [story("a.txt", [0, 1], source=1)])
    before = contents(engine, history=True)
    bad = rows_of(story("z.txt", [0, 3]))
    twice = DocumentRows(bad.file, bad.document, bad.article, None, bad.blocks * 2, bad.mentions, bad.entities)
    with pytest.raises(Exception, match=r"(?i)unique"), transaction(engine) as connection:
        load_batch(connection, [rows_of(story("a.txt", [7], source=3)), twice], collection(connection), NOW)
    assert contents(engine, history=True) == before


def test_a_document_stands_in_a_batch_once(engine: Engine) -> None:
    with pytest.raises(ValueError, match="twice"):
        load(engine, [story("a.txt", [0]), story("a.txt", [1])])


def test_full_text_follows_the_articles(sqlite_engine: Engine) -> None:
    empty(sqlite_engine)
    load(sqlite_engine, [story("a.txt", [0], title="Harbour"), story("b.txt", [3], title="Forest")])
    load(sqlite_engine, [story("a.txt", [5], title="Castle")], day=1)
    found = "SELECT a.title FROM articles_fts f JOIN articles a ON a.id = f.rowid WHERE articles_fts MATCH :words"
    with transaction(sqlite_engine) as connection:
        for words, titles in {"harbour": [], "castle moscow": ["Castle"], "forest": ["Forest"], "qin": []}.items():
            assert [row[0] for row in connection.execute(text(found), {"words": words})] == titles
        connection.execute(text("DELETE FROM documents WHERE uri = 'b.txt'"))
        assert connection.execute(text(found), {"words": "forest"}).all() == []
        connection.execute(text("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)"))


def test_a_batch_makes_one_piece_of_the_full_text_index(sqlite_engine: Engine) -> None:
    empty(sqlite_engine)
    with transaction(sqlite_engine) as connection:
        connection.execute(text("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')"))
    load(sqlite_engine, [story(f"{number}.txt", [number % 19]) for number in range(400)])
    with transaction(sqlite_engine) as connection:
        assert connection.execute(text("SELECT count(DISTINCT segid) FROM articles_fts_idx")).scalar_one() == 1


def test_full_text_on_postgresql(postgresql_engine: Engine) -> None:
    empty(postgresql_engine)
    enormous = story("a.txt", [0], title="Harbour", filler=" ".join(f"w{n:x}" for n in range(300_000)))
    load(postgresql_engine, [enormous, story("b.txt", [3], title="Forest")])
    with transaction(postgresql_engine) as connection:
        query = text("SELECT title FROM articles WHERE search @@ plainto_tsquery('simple', 'harbour')")
        assert connection.execute(query).all() == [("Harbour",)]


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        ([("Qin", "surname", 9), ("Qin Gang", "full name", 2)], "Qin Gang"),
        ([("B", "full name", 2), ("A", "full name", 2)], "A"),
        ([("UN", "acronym", 3), ("Onu", "gazetteer", 1)], "UN"),
        ([("UN", "acronym", 2), ("Onu", "gazetteer", 1), ("Onu", "acronym", 2)], "Onu"),
        ([], None),
    ],
)
def test_the_name_of_an_entity(spellings: list[tuple[str, str, int]], name: str | None) -> None:
    assert best_name(spellings) == name
