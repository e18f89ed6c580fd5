"""The invariants of an ingest, on real folders and a real database; Prefect is tested in test_flow.py."""

import gzip
import json
import os
import random
import shutil
import sqlite3

import pytest

from db.errors import DatabaseError, RunGoingOn
from flows.running import record, steps
from flows.running.conduct import Steps, conduct
from flows.settings import Settings
from flows.text import texts
from tests.folders import dump, ingest, rows, story, write_stories


@pytest.fixture
def folder(tmp_path):
    return write_stories(tmp_path / "news", 5)


def counts(report):
    c = report.tally.counts
    return c.files_seen, c.files_new, c.files_changed, c.files_unchanged, c.files_vanished, c.files_rejected


def test_again_changes_nothing_but_the_history(folder, database):
    assert counts(ingest(folder, database)) == (6, 6, 0, 0, 0, 0)
    before = dump(database, history=True)
    assert counts(ingest(folder, database)) == (6, 0, 0, 6, 0, 0)
    assert dump(database, history=True) == before
    assert len(rows(database, "SELECT * FROM ingest_runs")) == 2


@pytest.mark.parametrize("batch_size", [1, 2, 3, 100])
def test_batch_size_makes_no_difference(folder, database, tmp_path, batch_size):
    ingest(folder, database, batch_size=batch_size)
    ingest(folder, tmp_path / "other.db", batch_size=7)
    assert dump(database) == dump(tmp_path / "other.db")


def test_order_makes_no_difference(folder, database, tmp_path):
    ingest(folder, tmp_path / "at-once.db")
    files = sorted(folder.iterdir())
    random.Random(3).shuffle(files)
    held = tmp_path / "held"
    held.mkdir()
    for file in files:
        shutil.move(file, held)
    for file in files:
        shutil.copy2(held / file.name, file)
        ingest(folder, database)
    assert dump(database) == dump(tmp_path / "at-once.db")


def test_touched_is_unchanged_and_not_read_twice_again(folder, database):
    ingest(folder, database)
    os.utime(folder / "000.txt", ns=(1, 1))
    os.utime(folder / "wire.jsonl", ns=(1, 1))
    before = rows(database, "SELECT uri, changed_at FROM documents ORDER BY uri")
    assert counts(ingest(folder, database)) == (6, 0, 0, 6, 0, 0)
    assert rows(database, "SELECT uri, changed_at FROM documents ORDER BY uri") == before
    assert rows(database, "SELECT modified_ns FROM files WHERE path = '000.txt'") == [(1,)]


def test_a_change_keeps_what_it_replaced(folder, database):
    ingest(folder, database)
    (folder / "000.txt").write_text(story(0, "Geneva"))
    assert counts(ingest(folder, database)) == (6, 0, 1, 5, 0, 0)
    ((revision, body),) = rows(
        database, "SELECT revision, body FROM articles a JOIN documents d ON d.id = document_id WHERE uri = '000.txt'"
    )
    assert revision == 2
    assert "Geneva" in body
    ((old,),) = rows(database, "SELECT body FROM article_revisions")
    assert "Moscow" in old


def test_vanished_and_back(folder, database, tmp_path):
    ingest(folder, database)
    before = dump(database)
    shutil.move(folder / "000.txt", tmp_path / "aside.txt")
    assert counts(ingest(folder, database)) == (5, 0, 0, 5, 1, 0)
    assert len(rows(database, "SELECT * FROM documents WHERE vanished_at IS NOT NULL")) == 1
    assert counts(ingest(folder, database)) == (5, 0, 0, 5, 0, 0)
    shutil.move(tmp_path / "aside.txt", folder / "000.txt")
    assert counts(ingest(folder, database)) == (6, 0, 0, 6, 0, 0)
    assert dump(database) == before


def test_records_that_left_their_container_are_marked(folder, database):
    ingest(folder, database)
    lines = (folder / "wire.jsonl").read_text().splitlines()
    (folder / "wire.jsonl").write_text("\n".join(lines[:3]) + "\n")
    assert counts(ingest(folder, database)) == (6, 0, 0, 6, 0, 0)
    gone = rows(database, "SELECT uri FROM documents WHERE vanished_at IS NOT NULL ORDER BY uri")
    assert gone == [("wire.jsonl#4",), ("wire.jsonl#5",)]


def test_another_folder_leaves_the_first_alone(folder, database, tmp_path):
    ingest(folder, database)
    other = write_stories(tmp_path / "more" / "news", 2)
    ingest(other, database)
    assert rows(database, "SELECT count(*) FROM documents WHERE vanished_at IS NOT NULL") == [(0,)]
    assert rows(database, "SELECT name FROM collections ORDER BY name") == [("news",), ("news-2",)]


def test_a_single_file_touches_no_other(folder, database):
    ingest(folder, database)
    assert counts(ingest(folder / "001.txt", database)) == (1, 0, 0, 1, 0, 0)
    assert rows(database, "SELECT count(*) FROM documents WHERE vanished_at IS NOT NULL") == [(0,)]


def test_a_single_file_leaves_the_rejects_of_its_neighbours_open(folder, database):
    (folder / "empty.txt").write_bytes(b"")
    ingest(folder, database)
    ingest(folder / "001.txt", database)
    assert rows(database, "SELECT uri FROM rejects WHERE resolved_at IS NULL") == [("empty.txt",)]


def test_a_single_file_that_no_reader_knows_is_passed_over(folder, database):
    (folder / "photo.png").write_bytes(b"x")
    report = ingest(folder / "photo.png", database)
    assert counts(report) == (0, 0, 0, 0, 0, 0)
    assert [uri for uri, _ in report.tally.passed_over] == ["photo.png"]


BAD = {
    "empty.txt": (b"", "EmptyText"),
    "blank.txt": (b" \n\t\n", "EmptyText"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, "NotText"),
    "cut.txt.gz": (gzip.compress(b"words " * 10000)[:60], None),
}


def test_bad_files_cost_themselves_and_leave_when_mended(folder, database):
    for name, (data, _) in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "unknown.xyz").write_text("x")
    broken = [
        json.dumps({"text": story(1)}),
        '{"text": "cut',
        json.dumps({"title": "no text"}),
        json.dumps({"text": story(2)}),
    ]
    (folder / "broken.jsonl").write_text("\n".join(broken))
    report = ingest(folder, database)
    assert counts(report) == (11, 7, 0, 0, 0, 4)
    assert "unknown.xyz" in {uri for uri, _ in report.tally.passed_over}
    found = {
        uri: (error, message, mend)
        for uri, error, message, mend in rows(
            database, "SELECT uri, error, message, mend FROM rejects WHERE resolved_at IS NULL"
        )
    }
    assert set(found) == {*BAD, "broken.jsonl#2", "broken.jsonl#3"}
    for uri, (error, message, mend) in found.items():
        assert uri.partition("#")[0] in message
        assert mend
        assert BAD.get(uri, (b"", "BadRecord"))[1] in (None, error)
    assert rows(database, "SELECT state FROM ingest_runs") == [("completed with rejects",)]
    for name in BAD:
        (folder / name).unlink()
    (folder / "broken.jsonl").write_text("\n".join(broken[:1]))
    assert ingest(folder, database).tally.rejects == 0
    assert rows(database, "SELECT count(*) FROM rejects WHERE resolved_at IS NULL") == [(0,)]


def test_rejects_are_tried_again_and_counted(folder, database):
    (folder / "empty.txt").write_bytes(b"")
    ingest(folder, database)
    assert counts(ingest(folder, database)) == (7, 0, 0, 6, 0, 1)
    assert rows(database, "SELECT attempts FROM rejects") == [(2,)]


def test_field_names_given_later_are_used(folder, database):
    records = [json.dumps({"headline": "Talks", "kropp": story(n)}) for n in range(3)]
    (folder / "odd.jsonl").write_text("\n".join(records))
    assert counts(ingest(folder, database)) == (7, 6, 0, 0, 0, 1)
    conduct([folder], Settings(database_url=str(database)), {"kropp": "text"})
    assert rows(database, "SELECT count(*) FROM documents WHERE uri LIKE 'odd%'") == [(3,)]
    assert rows(database, "SELECT count(*) FROM rejects WHERE resolved_at IS NULL") == [(0,)]


@pytest.mark.parametrize("where", ["finish_run", "write_metrics"])
def test_a_signal_while_a_run_is_closed_leaves_it_completed(folder, database, monkeypatch, where):
    true, signals = getattr(record, where), [KeyboardInterrupt]

    def interrupted(*arguments):
        true(*arguments)
        if signals:
            raise signals.pop()

    monkeypatch.setattr(record, where, interrupted)
    with pytest.raises(KeyboardInterrupt):
        ingest(folder, database)
    assert rows(database, "SELECT state, files_seen, files_new FROM ingest_runs") == [("completed", 6, 6)]


class Unplugged(BaseException):
    """Somebody pulled the plug."""


@pytest.mark.parametrize("after", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("step", ["annotate", "load"])
def test_cut_short_anywhere_the_next_run_completes_the_same_tables(folder, database, tmp_path, after, step):
    calls = []

    def failing(batch, bench):
        calls.append(batch)
        if len(calls) > after:
            raise Unplugged
        return {"annotate": steps.annotate_batch, "load": steps.load_batch}[step](batch, bench)

    with pytest.raises(Unplugged):
        conduct([folder], Settings(database_url=str(database), batch_size=1), {}, Steps(**{step: failing}))
    assert rows(database, "SELECT state FROM ingest_runs") == [("interrupted",)]
    ingest(folder, database)
    ingest(folder, tmp_path / "whole.db")
    assert dump(database) == dump(tmp_path / "whole.db")


def test_a_fault_of_ours_costs_one_document(folder, database, monkeypatch):
    def faulty(document):
        if document.uri == "002.txt":
            raise ZeroDivisionError("ours")

    monkeypatch.setattr(texts, "_refuse", faulty)
    assert counts(ingest(folder, database)) == (6, 5, 0, 0, 0, 1)
    ((error, message),) = rows(database, "SELECT error, message FROM rejects")
    assert error == "Defect"
    assert "002.txt" in message


def test_a_record_on_which_we_failed_is_tried_again_though_its_file_is_as_it_was(folder, database, monkeypatch):
    def short_of_memory(document):
        if document.uri == "wire.jsonl#2":
            raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(texts, "_refuse", short_of_memory)
        assert ingest(folder, database).tally.rejects == 1
    assert ingest(folder, database).tally.rejects == 0
    assert len(rows(database, "SELECT uri FROM documents WHERE uri = 'wire.jsonl#2'")) == 1
    assert counts(ingest(folder, database)) == (6, 0, 0, 6, 0, 0)


def test_a_failing_load_is_a_failed_run(folder, database):
    def broken(batch, bench):
        raise sqlite3.DatabaseError("disk on fire")

    with pytest.raises(sqlite3.DatabaseError):
        conduct([folder], Settings(database_url=str(database)), {}, Steps(load=broken))
    ((state, error),) = rows(database, "SELECT state, error FROM ingest_runs")
    assert state == "failed"
    assert "disk on fire" in error


def test_a_database_that_is_none_is_refused_in_words(folder, tmp_path):
    (tmp_path / "notes.db").write_text("shopping list\n" * 100)
    with pytest.raises(DatabaseError, match=r"notes\.db") as error:
        ingest(folder, tmp_path / "notes.db")
    assert error.value.mend
    assert (tmp_path / "notes.db").read_text().startswith("shopping")


@pytest.fixture
def server_database(postgresql):
    """A new database of its own on the tests' PostgreSQL server."""
    import psycopg

    plain = postgresql.replace("+psycopg", "")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS ingest")
        connection.execute("CREATE DATABASE ingest")
    return postgresql.replace("/postgres?", "/ingest?")


@pytest.mark.postgresql
def test_postgresql_holds_the_same_rows(folder, database, server_database):
    ingest(folder, database)
    ingest(folder, server_database)
    for query in (
        "SELECT key, type, name FROM entities ORDER BY key",
        "SELECT uri, field, char_start, m.text FROM mentions m JOIN articles a ON a.id = article_id "
        "JOIN documents d ON d.id = document_id ORDER BY uri, field, char_start",
        "SELECT uri, body FROM articles a JOIN documents d ON d.id = document_id ORDER BY uri",
    ):
        assert rows(server_database, query) == rows(database, query)
    assert counts(ingest(folder, server_database)) == (6, 0, 0, 6, 0, 0)


def test_a_live_run_of_another_is_never_called_interrupted(folder, database):
    states = []

    def load(batch, bench):
        with pytest.raises(RunGoingOn, match="ingest, process"):
            ingest(folder, database, wait="0s")
        states.append(rows(database, "SELECT state FROM ingest_runs"))
        return steps.load_batch(batch, bench)

    conduct([folder], Settings(database_url=str(database)), {}, Steps(load=load))
    assert states == [[("running",)]]
    assert rows(database, "SELECT state FROM ingest_runs") == [("completed",)]


def test_an_orphaned_run_is_closed_by_the_next_with_the_reason(folder, database):
    ingest(folder, database)
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE ingest_runs SET state = 'running', finished_at = NULL")
    connection.close()
    ingest(folder, database)
    found = rows(database, "SELECT state, error, finished_at IS NULL FROM ingest_runs ORDER BY id")
    assert found == [("interrupted", "the process of the run ended before it did", 0), ("completed", None, 0)]


def test_the_record_of_a_run_tells_it_all(folder, database):
    (folder / "empty.txt").write_bytes(b"")
    (folder / ".hidden.txt").write_text("hidden")
    (folder / "wire2.jsonl").write_text("{no json\n{no json either\n")
    ingest(folder, database)
    ((work, rejects, stale, reasons, steps_, seconds, versions),) = rows(
        database,
        "SELECT work, rejects, articles_stale, reasons, step_seconds, seconds, versions FROM ingest_runs",
    )
    assert (work, rejects, stale) == ("ingest", 3, 0)
    assert json.loads(reasons) == {"passed over": {"hidden": 1}, "rejected": {"BadRecord": 2, "EmptyText": 1}}
    assert set(json.loads(steps_)) == {"look", "read", "annotate", "load", "learn"}
    assert sum(json.loads(steps_).values()) <= seconds
    assert set(json.loads(versions)) == {"cleaner", "recogniser", "recogniser_version", "resolver"}


def test_what_learning_did_stands_in_the_record_of_the_run(tmp_path, database):
    folder = write_stories(tmp_path / "many", 12)
    ingest(folder, database, batch_size=3)
    ((learned,),) = rows(database, "SELECT notices_learned FROM ingest_runs")
    assert rows(database, "SELECT count(*) FROM learned_notices") == [(learned,)]


def test_stale_articles_are_counted(folder, database):
    ingest(folder, database)
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE articles SET cleaner_version = '0' WHERE id <= 4")
    connection.close()
    assert ingest(folder, database).tally.counts.articles_stale == 4
