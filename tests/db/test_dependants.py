"""What refers to a row that the loader deletes goes the same way, whether SQLite sees to it or the loader does."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from natural_keys import empty, tables
from small_stories import rows_of, story
from sqlalchemy import Engine, Table, select, text

from db.engine import transaction
from db.loading.dependants import referring
from db.loading.load import load_batch
from db.loading.statements import delete_rows
from db.loading.together import PARAMETERS, together
from db.models import Base
from db.running.folders import collection_for

NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)
STORIES = [story("a.txt", [0, 1, 3, 5], source=1, rule=1), story("b.txt", [0, 2, 10], source=2)]
DELETED = [("entities", "id"), ("sources", "id"), ("mentions", "article_id"), ("blocks", "document_id")]


def left_without(engine: Engine, table: Table, key: str, *, foreign_keys: bool) -> dict[str, list[Any]]:
    empty(engine)
    with transaction(engine, foreign_keys=foreign_keys) as connection:
        number = collection_for(connection, Path("/data/news"), lambda folder: True)[0].id
        load_batch(connection, [rows_of(each) for each in STORIES], number, NOW)
        one = connection.execute(select(table.c[key]).order_by(table.c[key]).limit(1)).scalar_one()
        delete_rows(connection, table, (key,), [(one,)])
        assert connection.execute(text("SELECT * FROM pragma_foreign_key_check")).all() == []
        return tables(connection)


@pytest.mark.parametrize(("name", "key"), DELETED)
def test_the_loader_lets_go_what_sqlite_would(sqlite_engine: Engine, name: str, key: str) -> None:
    table = cast(Table, Base.metadata.tables[name])
    checked = left_without(sqlite_engine, table, key, foreign_keys=True)
    assert left_without(sqlite_engine, table, key, foreign_keys=False) == checked


@pytest.mark.parametrize("name", sorted({name for name, _ in DELETED}))
def test_nothing_refers_to_what_goes_along(name: str) -> None:
    along = [key.parent.table for key in referring(Base.metadata.tables[name]) if key.ondelete == "CASCADE"]
    assert [each.name for each in along if referring(each)] == []


@pytest.mark.parametrize("number", [0, 1, 332, 333, 334, 1000])
def test_rows_go_together_in_their_order(number: int) -> None:
    values = [value for each in range(number) for value in (each, str(each), 0.5)]
    found = list(together("INSERT INTO t VALUES (?, ?, ?) ON CONFLICT (a) DO NOTHING", values, 3))
    assert [value for _, many in found for each in many for value in each] == values
    for statement, many in found:
        assert all(len(each) == statement.count("?") <= PARAMETERS for each in many)
        assert statement.count("ON CONFLICT") == 1
