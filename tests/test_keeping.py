"""Keeping a database: checks and their repair, copies made in use, and letting go of what is old."""

import shutil
import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from db.engine import make_engine, transaction
from db.errors import WrongAddress
from db.keeping.backup import back_up
from db.keeping.check import breaches
from db.running.lock import run_lock
from flows.commands.backup import run_backup
from flows.commands.check import run_check
from flows.commands.prune import run_prune, run_vacuum
from flows.settings import Settings
from flows.telling.days import parse_day
from flows.text.errors import SettingsError
from tests.folders import dump, ingest, rows, story, write_stories


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A database of a folder, to be copied by each test."""
    place = tmp_path_factory.mktemp("original")
    ingest(write_stories(place / "news", 6), place / "dateline.db")
    return place / "dateline.db"


@pytest.fixture
def database(original, tmp_path):
    back_up(str(original), tmp_path / "copy.db")
    return tmp_path / "copy.db"


def run(database, *statements):
    with sqlite3.connect(database) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def settings(database):
    return Settings(database_url=str(database), batch_size=3)


def sound(database):
    engine = make_engine(str(database))
    with transaction(engine) as connection:
        found = breaches(connection)
    engine.dispose()
    return found == []


DAMAGE = {
    "blocks": "UPDATE blocks SET raw_start = raw_start + 1 WHERE position = 1",
    "bodies": "UPDATE articles SET body = substr(body, 5) WHERE id < 4",
    "mentions": "UPDATE mentions SET char_start = char_start + 1 WHERE id % 3 = 0",
    "aliases": "UPDATE entity_aliases SET mentions = mentions + 2",
    "lost aliases": "DELETE FROM entity_aliases",
    "countries": "DELETE FROM entity_countries",
    "facts": "UPDATE source_facts SET articles = 1",
    "rules": "UPDATE cleaning_rules SET documents = 0",
    "totals": "UPDATE entity_totals SET mentions = 1",
    "full text": "DELETE FROM articles_fts_docsize",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_the_texts_can_mend_is_mended(database, capsys, damage):
    before = dump(database)
    run(database, DAMAGE[damage])
    assert run_check(settings(database), "table", repair=False) == 1
    assert "broken" in capsys.readouterr().out
    assert run_check(settings(database), "table", repair=True) == 0
    assert dump(database) == before


def test_a_document_without_its_article_is_read_again(database, original):
    before = dump(database)
    run(database, "PRAGMA foreign_keys = ON", "DELETE FROM articles WHERE id = 2")
    assert run_check(settings(database), "table", repair=True) == 0
    ingest(original.parent / "news", database)
    assert dump(database) == before


def test_a_check_writes_nothing(database):
    before = database.read_bytes()
    assert run_check(settings(database), "json", repair=False) == 0
    assert database.read_bytes() == before


def test_a_copy_is_made_while_somebody_writes(database, tmp_path):
    engine = make_engine(str(database))
    with run_lock(engine, "ingest"), transaction(engine) as connection:
        connection.execute(text("DELETE FROM mentions"))
        assert run_backup(settings(database), tmp_path / "out.db", force=False) == 0
    engine.dispose()
    assert sound(tmp_path / "out.db")
    assert rows(tmp_path / "out.db", "SELECT count(*) > 0 FROM mentions") == [(1,)]
    assert rows(tmp_path / "out.db", "SELECT * FROM run_locks") == []


def test_no_file_is_replaced_without_a_word(database, tmp_path):
    (tmp_path / "out.db").write_text("mine")
    with pytest.raises(SettingsError, match="exists"):
        run_backup(settings(database), tmp_path / "out.db", force=False)
    assert (tmp_path / "out.db").read_text() == "mine"
    run_backup(settings(database), tmp_path / "out.db", force=True)
    assert sound(tmp_path / "out.db")
    with pytest.raises(SettingsError, match="itself"):
        run_backup(settings(database), database, force=True)


def test_a_log_beside_the_target_is_not_taken_for_the_copys(database, tmp_path):
    """What was written there last, and never closed, would be played back into the copy."""
    target = tmp_path / "out.db"
    for statement in ("DELETE FROM mentions", "DELETE FROM blocks"):
        shutil.copy(database, target)
        left = sqlite3.connect(target)
        left.execute("PRAGMA journal_mode = WAL")
        left.execute(statement)
        left.commit()
        log = target.with_name("out.db-wal").read_bytes()
        left.close()
        target.with_name("out.db-wal").write_bytes(log)
        with pytest.raises(WrongAddress, match=r"out\.db-wal"):
            run_backup(settings(database), target, force=True)
        target.unlink()
        with pytest.raises(WrongAddress, match=r"out\.db-wal"):
            run_backup(settings(database), target, force=False)
        target.with_name("out.db-wal").unlink()
    run_backup(settings(database), target, force=False)
    assert dump(target) == dump(database)


def test_what_a_killed_copy_left_behind_is_no_hindrance(database, tmp_path):
    (tmp_path / "out.db.part").write_bytes(database.read_bytes()[:5000])
    (tmp_path / "out.db.part-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    run_backup(settings(database), tmp_path / "out.db", force=False)
    assert dump(tmp_path / "out.db") == dump(database)
    assert not list(tmp_path.glob("out.db.part*"))


def test_postgresql_is_told_its_own_tool_without_the_password():
    with pytest.raises(WrongAddress) as told:
        back_up("postgresql://me:secret@host/news", None)
    assert "pg_dump" in told.value.mend
    assert "secret" not in str(told.value)


def test_old_revisions_go_and_the_newest_stay(database, original, tmp_path):
    folder = write_stories(tmp_path / "news", 6)
    for number in (11, 12, 13):
        (folder / "000.txt").write_text(story(number))
        ingest(folder, database)
    query = "SELECT r.revision FROM article_revisions r ORDER BY r.revision"
    kept = rows(database, query)
    assert len(kept) == 2
    run_prune(settings(database), 1, None, vanished=False, yes=False)
    assert rows(database, query) == kept
    run_prune(settings(database), 1, None, vanished=False, yes=True)
    assert rows(database, query) == kept[-1:]
    assert sound(database)


def test_mentions_that_were_replaced_go_with_the_runs_that_are_compared_by_them(database, original, tmp_path):
    folder = write_stories(tmp_path / "news", 6)
    for number in (11, 12):
        (folder / "000.txt").write_text(story(number))
        ingest(folder, database)
    assert rows(database, "SELECT count(*) FROM mention_revisions") != [(0,)]
    run_prune(settings(database), None, "2020-01-01", vanished=False, yes=True)
    assert rows(database, "SELECT count(*) FROM mention_revisions") != [(0,)]
    run_prune(settings(database), None, "2999-01-01", vanished=False, yes=True)
    assert rows(database, "SELECT count(*) FROM mention_revisions") == [(0,)]
    assert rows(database, "SELECT count(*) FROM article_revisions") != [(0,)]


def test_what_vanished_goes_only_when_it_is_named(tmp_path):
    folder, database = write_stories(tmp_path / "news", 6), tmp_path / "dateline.db"
    ingest(folder, database)
    gone = [folder / "000.txt", folder / "wire.jsonl"]
    for file in gone:
        file.unlink()
    ingest(folder, database)
    run(database, "UPDATE documents SET vanished_at = '2020-01-01T00:00:00Z' WHERE vanished_at IS NOT NULL")
    run(database, "UPDATE files SET vanished_at = '2020-01-01T00:00:00Z' WHERE vanished_at IS NOT NULL")
    run_prune(settings(database), None, "2020-01-02", vanished=False, yes=True)
    assert rows(database, "SELECT count(*) FROM documents WHERE vanished_at IS NOT NULL") == [(7,)]
    run_prune(settings(database), None, "2020-01-02", vanished=True, yes=True)
    assert sound(database)
    ingest(folder, tmp_path / "clean.db")
    assert dump(database) == dump(tmp_path / "clean.db")


def test_what_may_go_must_be_named(database):
    with pytest.raises(SettingsError, match="nothing is named"):
        run_prune(settings(database), None, None, vanished=False, yes=True)
    with pytest.raises(SettingsError, match="date"):
        run_prune(settings(database), None, "last week", vanished=False, yes=True)
    assert parse_day("2026-01-31") == datetime(2026, 1, 31, tzinfo=UTC)


def test_vacuum_gives_room_back(database):
    run(database, "CREATE TABLE ballast (b)", "INSERT INTO ballast VALUES (zeroblob(1000000))", "DROP TABLE ballast")
    before = database.stat().st_size
    assert run_vacuum(settings(database)) == 0
    assert database.stat().st_size < before - 900_000
    assert sound(database)
