"""The schema: made once, refused when newer or somebody else's, and just what the models say."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from natural_keys import tables
from small_stories import rows_of, story
from sqlalchemy import Engine, text

from db.dictionary import entries
from db.engine import make_engine, transaction
from db.errors import DatabaseError, ForeignDatabase, NewerSchema, OldSchema, RunGoingOn
from db.loading.load import load_batch
from db.migrate import SCRIPTS, migrate, require_current, revisions, schema_revision
from db.models import Base
from db.running.folders import collection_for
from db.running.lock import run_lock


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


LAST = revisions()[-1]
NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{last}", None, None


def upgrade():
    with op.batch_alter_table("documents", recreate="always") as batch:
        batch.add_column(sa.Column("mood", sa.Text()))
    {then}
"""


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The scripts of a later dateline, which makes a table anew that others refer to."""
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    revisions.cache_clear()
    yield scripts
    revisions.cache_clear()


def become(scripts: Path, monkeypatch: pytest.MonkeyPatch, then: str = "pass") -> None:
    (scripts / "versions" / "9999_mood.py").write_text(NEXT.format(then=then, last=revisions()[-1]))
    for module in ("db.migrate", "db.revisions"):
        monkeypatch.setattr(f"{module}.SCRIPTS", scripts)
    revisions.cache_clear()


def with_rows(path: Path) -> Engine:
    engine = make_engine(path)
    migrate(engine)
    with transaction(engine) as connection:
        number = collection_for(connection, Path("/data/news"))[0].id
        load_batch(connection, [rows_of(story("a.txt", [0, 3], source=1, rule=1))], number, datetime.now(UTC))
    return engine


def test_an_old_database_is_upgraded_and_keeps_its_rows(
    path: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = with_rows(path)
    with transaction(engine) as connection:
        before = tables(connection)
    become(next_version, monkeypatch)
    assert migrate(engine)
    with transaction(engine) as connection:
        assert tables(connection) == before
        assert connection.execute(text("SELECT mood FROM documents")).all() == [(None,)]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert schema_revision(connection) == "9999"


@pytest.mark.parametrize(
    "then", ["1 / 0", 'op.execute("INSERT INTO blocks SELECT 99, 99, 0, 0, 0, role, 1, 1, 1, 1, 1 FROM blocks")']
)
def test_an_upgrade_that_fails_changes_nothing(
    path: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    engine = with_rows(path)
    with transaction(engine) as connection:
        before = tables(connection)
    become(next_version, monkeypatch, then)
    with pytest.raises((ZeroDivisionError, DatabaseError)):
        migrate(engine)
    with transaction(engine) as connection:
        assert tables(connection) == before
        assert schema_revision(connection) == LAST
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_an_upgrade_waits_for_a_run_that_is_writing_or_is_refused(
    path: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = with_rows(path)
    become(next_version, monkeypatch)
    with run_lock(engine, "ingest"), pytest.raises(RunGoingOn, match=r"another run is writing to .*: ingest, process"):
        migrate(make_engine(path))
    ended = threading.Event()
    writer = threading.Thread(target=lambda: write_until(engine, holding, ended))
    holding = threading.Event()
    writer.start()
    holding.wait(30)
    threading.Timer(0.2, ended.set).start()
    assert migrate(make_engine(path), timedelta(seconds=60))
    writer.join()


def write_until(engine: Engine, holding: threading.Event, ended: threading.Event) -> None:
    with run_lock(engine, "ingest"):
        holding.set()
        ended.wait(30)


def test_what_is_current_need_not_wait(path: Path) -> None:
    engine = with_rows(path)
    with run_lock(engine, "ingest"):
        assert not migrate(make_engine(path))


def test_a_migration_that_fails_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine(path)
    monkeypatch.setattr("db.migrate.write_dictionary", lambda connection: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        migrate(engine)
    with transaction(engine) as connection:
        assert connection.execute(text("SELECT name FROM sqlite_master")).all() == []
