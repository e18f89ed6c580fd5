"""Search: queries as people type them, on both databases, true whatever became of the articles."""

import doctest
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_stories import rows_of, story
from sqlalchemy import Engine, text

from db.engine import transaction
from db.errors import QueryError
from db.loading.load import load_batch
from db.running.folders import collection_for
from db.search import Filters, search

NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)


def load(engine: Engine, *articles: Any) -> None:
    with transaction(engine) as connection:
        number = collection_for(connection, Path("/data/news"))[0].id
        load_batch(connection, [rows_of(article) for article in articles], number, NOW)


@pytest.fixture
def loaded(engine: Engine) -> Engine:
    load(
        engine,
        story(
            "a.txt", [0, 3], title="Missile talks", source=1, published="2023-05-05", filler=" in North Korea today "
        ),
        story(
            "b.txt", [0], title="Korea", source=3, published="2023-06-01", filler=" of the north, and of south Korea "
        ),
        story("c.txt", [5], title="Moscow", filler=" speaks of sanctions and a missile "),
    )
    return engine


def found(engine: Engine, typed: str, limit: int = 20, **filters: str) -> list[str]:
    address = engine.url.render_as_string(hide_password=False)
    with search(address, typed, limit, Filters(**filters)) as answer:
        return [row[answer.columns.index("uri")] for row in answer.rows]


@pytest.mark.parametrize(
    ("typed", "uris"),
    [
        ("korea", ["b.txt", "a.txt"]),
        ('"north korea"', ["a.txt"]),
        ("north korea", ["a.txt", "b.txt"]),
        ("korea -missile", ["b.txt"]),
        ('korea -"missile talks"', ["b.txt"]),
        ("moscow OR talks", ["c.txt", "a.txt"]),
        ("KOREA", ["b.txt", "a.txt"]),
        ("missile sanctions", ["c.txt"]),
        ('"north korea', ["a.txt"]),
        ("north-korea", ["a.txt"]),
        ("nowhere", []),
    ],
)
def test_what_is_typed_is_found(loaded: Engine, typed: str, uris: list[str]) -> None:
    assert sorted(found(loaded, typed)) == sorted(uris)


def test_a_word_in_the_title_comes_first_and_the_limit_holds(loaded: Engine) -> None:
    assert found(loaded, "missile") == ["a.txt", "c.txt"]
    assert found(loaded, "missile", 1) == ["a.txt"]


@pytest.mark.parametrize(
    ("filters", "uris"),
    [
        ({"source": "Cnews"}, ["a.txt"]),
        ({"source": "post"}, ["b.txt"]),
        ({"since": "2023-05-06"}, ["b.txt"]),
        ({"until": "2023-05-05"}, ["a.txt"]),
        ({"since": "2023-05-05", "until": "2023-06-01"}, ["a.txt", "b.txt"]),
        ({"entity": "China"}, ["a.txt"]),
        ({"entity": "person:qin-gang"}, ["a.txt", "b.txt"]),
        ({"entity": "nobody", "source": "post"}, []),
    ],
)
def test_filters_narrow(loaded: Engine, filters: dict[str, str], uris: list[str]) -> None:
    assert sorted(found(loaded, "korea", **filters)) == uris


def test_the_place_that_matched_is_shown(loaded: Engine) -> None:
    with search(loaded.url.render_as_string(hide_password=False), "sanctions") as answer:
        ((published, source, title, snippet, uri, *_),) = answer.rows
    assert (published, source, title, uri) == (None, None, "Moscow", "c.txt")
    assert "[sanctions]" in snippet


HOSTILE = [
    '"', '""', "'", "a AND", "OR", "a OR", "NOT a", "NEAR(a b, 3)", "title:x", "{title body}: x", "a*", "^a", "(a",
    "a)",    "a; DROP TABLE articles", "-- x", "%s %(x)s :x", "a\0b", "\ud800", "🙂", "*", "-", "--", "+", "x" * 5000,
    "a " * 2000, "<b>", "\\", "a & b | !c", "a:*", "-a -b", "''", '-"',
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_is_an_error_of_syntax(loaded: Engine, typed: str) -> None:
    try:
        found(loaded, typed)
    except QueryError as error:
        assert error.message == "nothing to search for"


@given(st.text(st.sampled_from('ab "-OR():*^\0\ud800é🙂&|!\\') | st.characters(), max_size=40))
def test_any_text_is_read_or_refused_in_words(sqlite_engine: Engine, typed: str) -> None:
    try:
        found(sqlite_engine, typed)
    except QueryError as error:
        assert error.message == "nothing to search for"


def test_the_examples_of_the_reader() -> None:
    from db.search import typed

    assert doctest.testmod(typed).failed == 0


def test_the_index_follows_what_becomes_of_an_article(loaded: Engine) -> None:
    load(loaded, story("c.txt", [5], title="Moscow", filler=" speaks of grain "))
    assert found(loaded, "sanctions") == []
    assert found(loaded, "grain") == ["c.txt"]
    load(loaded, story("c.txt", [5], title="Moscow", filler=" speaks of grain "))
    assert found(loaded, "grain") == ["c.txt"]
    load(loaded, story("c.txt", [5], title="Harvest", filler=" speaks of grain "))
    assert found(loaded, "harvest") == ["c.txt"]
    assert found(loaded, "moscow") == ["c.txt"], "the body still says so"
    with transaction(loaded) as connection:
        connection.execute(text("DELETE FROM documents WHERE uri = 'c.txt'"))
    assert found(loaded, "grain") == []
    if loaded.dialect.name == "sqlite":
        with transaction(loaded) as connection:
            connection.execute(text("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')"))
