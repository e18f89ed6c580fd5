"""Opening a database: pragmas, rights, and each trouble told in words that name the file and never the password."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.pool import QueuePool

from db.engine import database_name, database_url, make_engine, transaction
from db.errors import (
    DatabaseError,
    DatabaseGone,
    LockedDatabase,
    MissingDatabase,
    NotADatabase,
    PassingTrouble,
    QueryError,
    ReadOnlyDatabase,
    Unreachable,
    WrongAddress,
)
from db.migrate import migrate
from db.queries import run_query


def test_a_writer_has_foreign_keys_and_a_write_ahead_log(path: Path) -> None:
    with transaction(make_engine(path)) as connection:
        asked = ("foreign_keys", "journal_mode", "synchronous", "busy_timeout", "query_only")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert found == [1, "wal", 1, 30_000, 0]


@pytest.mark.parametrize("name", ["news.db", "50% ready?.db", "a#b.db", "Ünï 𝕏.db", "it's.db"])
@pytest.mark.parametrize("form", ["path", "text", "url"])
def test_any_file_name_will_do(tmp_path: Path, name: str, form: str) -> None:
    path = tmp_path / name
    address = {"path": path, "text": str(path), "url": f"sqlite:///{path}"}[form]
    if form == "url" and "?" in name:
        pytest.skip("a ? in a URL begins its query")
    with transaction(make_engine(address)) as connection:
        connection.exec_driver_sql("CREATE TABLE x (y INTEGER)")
    assert path.exists()
    assert database_name(make_engine(address).url) == str(path)


@pytest.mark.parametrize("instead", ["nothing", "an empty file", "a copy"])
def test_a_file_that_was_taken_away_is_written_no_more(path: Path, instead: str) -> None:
    engine = make_engine(path)
    migrate(engine)
    whole = path.read_bytes()
    path.rename(path.with_name("elsewhere.db"))
    if instead != "nothing":
        path.write_bytes(whole if instead == "a copy" else b"")
    insert = text("INSERT INTO collections (name, kind, location) VALUES ('lost', 'folder', '/')")
    with pytest.raises(DatabaseGone, match="removed or replaced"), transaction(engine) as connection:
        connection.execute(insert)
    path.with_name("elsewhere.db").replace(path)
    with transaction(engine) as connection:
        connection.execute(insert)


def test_a_reader_cannot_write(path: Path) -> None:
    migrate(make_engine(path))
    with (
        pytest.raises(ReadOnlyDatabase, match=r"news\.db"),
        transaction(make_engine(path, read_only=True)) as connection,
    ):
        connection.exec_driver_sql("DELETE FROM mentions")


@pytest.fixture
def unwritable(tmp_path: Path) -> Iterator[Path]:
    """A migrated database in a folder that we may read but not write; root becomes nobody for that."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-unwritable-"))
    engine = make_engine(folder / "news.db")
    migrate(engine)
    engine.dispose()
    (folder / "news.db").chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield folder / "news.db"
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_database_that_may_only_be_read_is_read(unwritable: Path) -> None:
    with transaction(make_engine(unwritable, read_only=True)) as connection:
        assert connection.execute(text("SELECT count(*) FROM mentions")).scalar() == 0
    with run_query(unwritable, "SELECT count(*) FROM mentions") as answer:
        assert list(answer.rows) == [(0,)]


def test_a_database_that_may_only_be_read_is_not_written(unwritable: Path) -> None:
    with pytest.raises(ReadOnlyDatabase, match="permit writing"), transaction(make_engine(unwritable)) as connection:
        connection.exec_driver_sql("DELETE FROM mentions")
    with pytest.raises(DatabaseError, match="cannot be opened"):
        migrate(make_engine(unwritable.with_name("other.db")))


def test_a_reader_makes_no_file(path: Path) -> None:
    with pytest.raises(MissingDatabase, match=r"news\.db"):
        make_engine(path, read_only=True)
    assert not path.exists()


def test_a_transaction_that_fails_is_undone(path: Path) -> None:
    engine = make_engine(path)
    with pytest.raises(ZeroDivisionError), transaction(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE x (y INTEGER)")
        raise ZeroDivisionError
    with transaction(engine) as connection:
        assert connection.exec_driver_sql("SELECT * FROM sqlite_master").all() == []


def test_a_locked_database_is_told_and_may_pass(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.sqlite.BUSY_SECONDS", 0.05)
    migrate(make_engine(path))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LockedDatabase, match="another process") as caught:
        migrate(make_engine(path))
    assert isinstance(caught.value, PassingTrouble)
    other.close()
    assert not migrate(make_engine(path))


def test_reading_goes_on_while_another_writes(path: Path) -> None:
    migrate(make_engine(path))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with transaction(make_engine(path, read_only=True)) as connection:
        assert connection.execute(text("SELECT count(*) FROM mentions")).scalar() == 0
    other.close()


def test_of_two_connections_at_once_one_is_kept_with_its_cache(path: Path) -> None:
    engine = make_engine(path)
    with engine.connect(), engine.connect():
        pass
    assert isinstance(engine.pool, QueuePool)
    assert engine.pool.checkedin() == 1


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_text("Chinese foreign minister assures " * 100)
    with pytest.raises(NotADatabase, match=r"news\.db is not a SQLite database"):
        migrate(make_engine(path))


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="is a folder"):
        migrate(make_engine(tmp_path))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase, match="cannot be made: its folder is not there"):
        migrate(make_engine(tmp_path / "no" / "news.db"))


@pytest.mark.parametrize(
    "address",
    [
        "mysql://me:secret@host/news",
        "nonsense://me:secret@host",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://a:b:c@d:e/f",
    ],
)
def test_an_address_that_will_not_do(address: str) -> None:
    with pytest.raises(WrongAddress) as caught:
        make_engine(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_a_server_that_does_not_answer(scheme: str) -> None:
    pytest.importorskip("psycopg")
    engine = make_engine(f"{scheme}://me:secret@127.0.0.1:1/news")
    with pytest.raises(Unreachable, match=r"news on 127\.0\.0\.1 cannot be reached") as caught:
        migrate(engine)
    assert "secret" not in f"{caught.value!r} {caught.value} {engine!r}"


def test_postgresql_readers_and_writers(postgresql: str) -> None:
    with transaction(make_engine(postgresql)) as connection:
        assert connection.execute(text("SHOW timezone")).scalar() == "UTC"
    with pytest.raises(ReadOnlyDatabase), transaction(make_engine(postgresql, read_only=True)) as connection:
        connection.execute(text("CREATE TABLE x (y INTEGER)"))
    with pytest.raises(QueryError, match="division by zero"), transaction(make_engine(postgresql)) as connection:
        connection.execute(text("SELECT 1 / 0"))


def test_a_path_is_a_sqlite_file() -> None:
    assert database_url("news.db").render_as_string() == "sqlite:///news.db"
    assert database_url("postgresql://me@host/news").get_backend_name() == "postgresql"


@pytest.mark.parametrize("foreign_keys", [True, False])
def test_ctrl_c_amidst_a_statement_stays_what_it_is(tmp_path: Path, foreign_keys: bool) -> None:
    engine = make_engine(tmp_path / "a.db")

    held = []

    def press(cursor: sqlite3.Cursor, *_: object) -> None:
        cursor.execute("VALUES (1), (2)").fetchone()
        held.append(cursor)  # as a traceback does
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), transaction(engine, foreign_keys=foreign_keys) as connection:
        connection.exec_driver_sql("CREATE TABLE t (a)")
        event.listen(engine, "do_execute", press)
        connection.exec_driver_sql("SELECT 1")
    event.remove(engine, "do_execute", press)
    with transaction(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    engine.dispose()
