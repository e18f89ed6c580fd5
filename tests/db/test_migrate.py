"""The schema: made once, refused when newer or somebody else's, and just what the models say."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from db.dictionary import entries
from db.engine import make_engine, transaction
from db.errors import ForeignDatabase, NewerSchema, OldSchema
from db.migrate import SCRIPTS, migrate, require_current, revisions
from db.models import Base


def ours(name: str | None, kind: str, _parents: object) -> bool:
    own = name is not None and (name.startswith("articles_fts") or name == "search" or name == "ix_articles_search")
    return not own


def test_the_tables_are_what_the_models_say(engine: Engine) -> None:
    with transaction(engine) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_revision_is_alembics_head() -> None:
    assert ScriptDirectory(str(SCRIPTS)).get_heads() == [revisions()[-1]]


def test_migrating_twice_changes_nothing(path: Path) -> None:
    engine = make_engine(path)
    assert migrate(engine)
    before = path.read_bytes()
    assert not migrate(engine)
    assert path.read_bytes() == before


def test_the_dictionary_says_what_the_models_say(engine: Engine) -> None:
    with transaction(engine) as connection:
        stored = connection.execute(text("SELECT table_name, column_name, meaning FROM data_dictionary")).all()
    assert {tuple(row) for row in stored} == {(entry[0], entry[1], entry[3]) for entry in entries()}


def test_a_dictionary_that_drifted_is_mended(path: Path) -> None:
    engine = make_engine(path)
    migrate(engine)
    with transaction(engine) as connection:
        connection.execute(text("UPDATE data_dictionary SET meaning = 'nonsense'"))
    migrate(engine)
    with transaction(engine) as connection:
        assert not connection.execute(text("SELECT 1 FROM data_dictionary WHERE meaning = 'nonsense'")).all()


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry[0]}.{entry[1]}")
def test_every_table_and_column_says_what_it_means(entry: tuple[str, str, int, str, str | None, str | None]) -> None:
    table, column, _, meaning, _, example = entry
    assert meaning.endswith((".", "…")), f"{table}.{column} has no meaning"
    assert column == "" or example is not None, f"{table}.{column} has no example"


def test_a_newer_schema_is_refused(path: Path) -> None:
    engine = make_engine(path)
    migrate(engine)
    with transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema, match="made by a newer dateline"):
        migrate(engine)
    with pytest.raises(NewerSchema), transaction(engine) as connection:
        require_current(connection)


def test_somebody_elses_articles_are_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE articles (headline TEXT)")
    other.close()
    with pytest.raises(ForeignDatabase, match="articles"):
        migrate(make_engine(path))
    with sqlite3.connect(path) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("articles",)]
    other.close()


def test_an_unmigrated_database_is_told(path: Path) -> None:
    with pytest.raises(OldSchema, match="dateline migrate"), transaction(make_engine(path)) as connection:
        require_current(connection)


def test_a_migration_that_fails_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(path)
    monkeypatch.setattr("db.migrate.write_dictionary", lambda connection: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        migrate(engine)
    with transaction(engine) as connection:
        assert connection.execute(text("SELECT name FROM sqlite_master")).all() == []
