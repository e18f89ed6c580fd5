"""A database that an earlier version made keeps its rows; one that a newer version made is refused in words."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from db.engine import make_engine, transaction
from db.migrate import revisions, schema_revision
from tests.torture.commands import command
from tests.torture.earlier import make_earlier
from tests.torture.places import Files, Server
from tests.torture.plug import differences, told, work, work_and_tell
from tests.torture.processes import apart
from tests.torture.stories import write_everything


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(write_everything(tmp_path_factory.mktemp("upgrades") / "news"))


@pytest.fixture(scope="module")
def today(folder, tmp_path_factory):
    """A database of today, and what is told of it."""
    database = str(tmp_path_factory.mktemp("today") / "today.db")
    return database, apart(work_and_tell, "ingest", folder, database).answer


def columns_of(database: str) -> dict[str, list[str]]:
    """What the schema has room for, without the index of SQLite's full text."""
    engine = make_engine(database)
    with transaction(engine) as connection:
        there = inspect(connection)
        names = [name for name in there.get_table_names() if not name.startswith(("articles_fts", "alembic"))]
        found = {name: sorted(str(column["name"]) for column in there.get_columns(name)) for name in sorted(names)}
    engine.dispose()
    return found


def held(database: str, columns: dict[str, list[str]]) -> dict[str, list[str]]:
    """Every row, with its surrogate key: an upgrade changes not even that."""
    engine = make_engine(database)
    with transaction(engine) as connection:
        found = {
            table: sorted(
                repr(tuple(row)) for row in connection.execute(text(f"SELECT {', '.join(names)} FROM {table}"))
            )
            for table, names in columns.items()
            if table != "data_dictionary"
        }
    engine.dispose()
    return found


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
@pytest.mark.parametrize("revision", revisions())
def test_a_database_of_an_earlier_schema_keeps_its_rows(kind, revision, folder, today, tmp_path, much, request, tried):
    if kind == "postgresql" and not much and revision != revisions()[0]:
        pytest.skip("IN FULL ONLY: make torture")
    place = Files(tmp_path) if kind == "sqlite" else Server(request.getfixturevalue("postgresql"))
    database = place.new("old")
    apart(make_earlier, revision, today[0], database)
    columns = columns_of(database)
    before = held(database, columns)
    assert sum(map(len, before.values())) > 200
    apart(work, "migrate", folder, database)
    assert held(database, columns) == before
    assert told(database)[1] == []
    for name in ("ingest", "reannotate"):
        apart(work, name, folder, database)
    clean = place.new("clean")
    assert not differences(apart(told, database).answer, apart(work_and_tell, "ingest", folder, clean).answer)
    tried.append("every row kept")


WRITERS = [
    ["ingest", "--no-prefect", "FOLDER"],
    ["reannotate", "--no-prefect"],
    ["migrate"],
    ["check"],
    ["check", "--repair"],
    ["why", "talks"],
    ["export", "--out", "out"],
    ["prune", "--keep-revisions", "1", "--yes"],
    ["vacuum"],
    ["entities", "show", "person:anna-petrova"],
    ["review"],
    ["explore", "--static", "pages"],
    ["schedule", "FOLDER", "--every", "1h"],
]
READERS = [["query", "tables"], ["query", "select 1"], ["search", "talks"], ["status"], ["runs"], ["rejects"]]
"""What only asks may ask what it knows of."""


@pytest.fixture
def newer(today, tmp_path):
    """A database that a later version has made, and what is in the file."""
    database = tmp_path / "newer.db"
    shutil.copy(today[0], database)
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9000'")
        connection.execute("ALTER TABLE articles ADD COLUMN mood TEXT")
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    return database, said_by(database)


def said_by(database: Path) -> list[str]:
    connection = sqlite3.connect(database)
    said = list(connection.iterdump())
    connection.close()
    return said


def ask(given: list[str], folder: str, database: Path) -> tuple[int, str]:
    arguments = [folder if each == "FOLDER" else each for each in given]
    answer: tuple[int, str] = apart(command, *arguments, "--database", str(database), at=str(database.parent)).answer
    return answer


@pytest.mark.parametrize("given", WRITERS, ids=" ".join)
def test_a_database_of_a_newer_version_is_refused_and_left_alone(given, folder, newer, tried):
    code, said = ask(given, folder, newer[0])
    assert (code, "was made by a newer dateline" in said) == (1, True), said
    assert "upgrade dateline" in said
    assert said_by(newer[0]) == newer[1]
    tried.append("refused in words")


@pytest.mark.parametrize("given", READERS, ids=" ".join)
def test_a_database_of_a_newer_version_may_be_asked(given, folder, newer, tried):
    code, said = ask(given, folder, newer[0])
    assert code == 0, said
    assert said_by(newer[0]) == newer[1]
    tried.append("answered")


def test_the_schema_of_each_step_is_its_own(today, tmp_path):
    """`make_earlier` makes what it says."""
    database = str(tmp_path / "first.db")
    make_earlier(revisions()[0], today[0], database)
    engine = make_engine(database)
    with transaction(engine) as connection:
        assert schema_revision(connection) == revisions()[0]
        assert not inspect(connection).has_table("run_locks")
    engine.dispose()
    assert Path(database).stat().st_size > 100_000
