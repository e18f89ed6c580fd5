"""COPY and plain statements put the same rows into PostgreSQL."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from natural_keys import empty, tables
from small_stories import NAMES, RULES, SOURCES, rows_of, story
from sqlalchemy.exc import DBAPIError

from db.engine import transaction
from db.errors import QueryError
from db.keeping.check import breaches
from db.loading import copying
from db.loading.load import load_batch
from db.loading.statements import insert_rows
from db.models import Source
from db.running.folders import collection_for

pytestmark = pytest.mark.postgresql
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def loaded(engine, versions):
    """Tables after loading each version of the stories, one after another."""
    empty(engine)
    with transaction(engine) as connection:
        collection, _ = collection_for(connection, Path("/news"))
    for version in versions:
        with transaction(engine) as connection:
            load_batch(connection, version, collection.id, NOW)
    with transaction(engine) as connection:
        assert breaches(connection) == []
        return tables(connection, history=True)


def stories(shift, number=12):
    return [
        rows_of(
            story(
                f"w.jsonl#{n}" if n % 3 == 0 else f"{n}.html" if n % 3 == 1 else f"{n}.txt",
                [(n + shift + k) % len(NAMES) for k in range(n % 5)],
                record=n if n % 3 == 0 else None,
                source=(n + shift) % len(SOURCES),
                rule=(n + shift) % len(RULES),
                title="tab\tline\\n\\N" if n % 2 else None,
                page=n % 3 == 1,
                published="2023-05-05",
                filler=" said\ttab \\. \0\ud800 ",
            )
        )
        for n in range(number)
    ]


def test_rows_are_the_same_either_way(postgresql_engine, monkeypatch):
    versions = [stories(0), stories(0), stories(1), stories(2, 9), stories(0)]
    monkeypatch.setattr(copying, "FEWEST", 1)
    copied = loaded(postgresql_engine, versions)
    monkeypatch.setattr(copying, "FEWEST", 10**9)
    assert loaded(postgresql_engine, versions) == copied


def test_an_error_is_told_as_of_any_statement(postgresql_engine, monkeypatch):
    monkeypatch.setattr(copying, "FEWEST", 1)
    empty(postgresql_engine)
    columns = ("slug", "name", "basis")
    with pytest.raises(QueryError, match="sources_slug") as error, transaction(postgresql_engine) as connection:
        insert_rows(connection, Source.__table__, columns, [("a", "A", "b"), ("a", "A", "b")])
    assert isinstance(error.value.__cause__, DBAPIError)
    with transaction(postgresql_engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sources").scalar() == 0
