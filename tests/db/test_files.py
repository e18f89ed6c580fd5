"""What a run knows of a folder: files read, touched, vanished, back again; containers; and rejects."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from small_stories import rows_of, story
from sqlalchemy import Connection, Engine, text

from db.engine import transaction
from db.loading.load import load_batch
from db.records import FileFacts
from db.running.files import known_documents, known_files, mark_missing_records, mark_seen_again, mark_vanished, touch
from db.running.folders import collection_for
from db.running.rejects import RejectRow, open_rejects, record_rejects, resolve_absent

NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with transaction(engine) as connection:
        yield connection


@pytest.fixture
def news(connection: Connection) -> int:
    return collection_for(connection, Path("/data/news"))[0].id


def vanished(connection: Connection) -> list[Any]:
    query = text("SELECT uri FROM documents WHERE vanished_at IS NOT NULL ORDER BY uri")
    return list(connection.execute(query).scalars())


def test_a_loaded_file_is_known(connection: Connection, news: int) -> None:
    rows = [rows_of(story(uri, [0]), 17) for uri in ("a.txt", "b/c.txt", "B/c.txt", "b_/c.txt")]
    load_batch(connection, rows, news, NOW)
    size = rows[0].file.size
    assert known_files(connection, news) == {row.file.path: (size, 17, False) for row in rows}
    assert list(known_files(connection, news, "b/")) == ["b/c.txt"]


def test_files_of_another_collection_are_not_known(connection: Connection, news: int) -> None:
    load_batch(connection, [rows_of(story("a.txt", [0]))], news, NOW)
    other = collection_for(connection, Path("/data/other"))[0].id
    assert known_files(connection, other) == {}
    mark_vanished(connection, other, ["a.txt"], NOW)
    assert vanished(connection) == []


def test_a_container_is_known_when_all_its_records_are_in(connection: Connection, news: int) -> None:
    rows = [rows_of(story(f"w.jsonl#{number}", [number], record=number), 17) for number in (1, 2)]
    load_batch(connection, rows[:1], news, NOW)
    assert known_files(connection, news) == {}
    load_batch(connection, rows[1:], news, NOW)
    touch(connection, news, [FileFacts("w.jsonl", 99, 17)], NOW)
    assert known_files(connection, news) == {"w.jsonl": (99, 17, False)}
    load_batch(connection, [rows_of(story("w.jsonl#1", [3], record=1), 18)], news, LATER)
    assert known_files(connection, news) == {}


def test_a_container_without_a_good_record_is_known_too(connection: Connection, news: int) -> None:
    touch(connection, news, [FileFacts("bad.jsonl", 5, 17)], NOW)
    assert known_files(connection, news) == {"bad.jsonl": (5, 17, False)}


def test_a_touched_file_has_the_same_documents(connection: Connection, news: int) -> None:
    row = rows_of(story("a.txt", [0]), 17)
    load_batch(connection, [row], news, NOW)
    assert known_documents(connection, news, ["a.txt", "b.txt"]) == {"a.txt": row.document.content_hash}
    touch(connection, news, [FileFacts("a.txt", row.file.size, 18)], LATER)
    assert known_files(connection, news) == {"a.txt": (row.file.size, 18, False)}


def test_a_file_vanishes_and_comes_back(connection: Connection, news: int) -> None:
    load_batch(connection, [rows_of(story("a.txt", [0])), rows_of(story("b.txt", [1]))], news, NOW)
    mark_vanished(connection, news, ["a.txt"], NOW)
    mark_vanished(connection, news, ["a.txt"], LATER)
    assert vanished(connection) == ["a.txt"]
    known = known_files(connection, news)
    assert known["a.txt"].vanished and not known["b.txt"].vanished
    mark_seen_again(connection, news, ["a.txt", "b.txt"])
    assert vanished(connection) == []
    assert not any(known.vanished for known in known_files(connection, news).values())


@pytest.mark.parametrize("way", ["load", "touch"])
def test_reading_or_touching_brings_a_file_back(connection: Connection, news: int, way: str) -> None:
    row = rows_of(story("a.txt", [0]))
    load_batch(connection, [row], news, NOW)
    mark_vanished(connection, news, ["a.txt"], NOW)
    if way == "load":
        load_batch(connection, [row], news, LATER)
    else:
        touch(connection, news, [row.file], LATER)
    assert vanished(connection) == []
    assert not known_files(connection, news)["a.txt"].vanished


def test_a_record_that_left_its_container_stays_lost(connection: Connection, news: int) -> None:
    rows = [rows_of(story(f"w.jsonl#{number}", [number], record=number)) for number in (1, 2, 3)]
    load_batch(connection, rows, news, NOW)
    present = ["w.jsonl#1", "w.jsonl#3"]
    assert mark_missing_records(connection, news, "w.jsonl", present, NOW) == 1
    assert mark_missing_records(connection, news, "w.jsonl", present, LATER) == 0
    mark_vanished(connection, news, ["w.jsonl"], LATER)
    assert len(vanished(connection)) == 3
    mark_seen_again(connection, news, ["w.jsonl"])
    assert vanished(connection) == ["w.jsonl#2"]
    mark_missing_records(connection, news, "w.jsonl", ["w.jsonl#1", "w.jsonl#2"], LATER)
    assert vanished(connection) == ["w.jsonl#3"]
    load_batch(connection, rows[2:], news, LATER)
    assert vanished(connection) == []


def bad(uri: str, content_hash: str = "", message: str = "not JSON") -> RejectRow:
    return RejectRow(uri.partition("#")[0], uri, content_hash, "BadRecord", message, "mend it")


def attempts(connection: Connection) -> list[Any]:
    query = "SELECT uri, content_hash, attempts, message, resolved_at IS NULL FROM rejects ORDER BY uri, content_hash"
    return [(*row[:4], bool(row[4])) for row in connection.execute(text(query))]


def test_a_reject_counts_its_attempts(connection: Connection, news: int) -> None:
    record_rejects(connection, news, [bad("w.jsonl#1", "h1")], NOW)
    record_rejects(connection, news, [bad("w.jsonl#1", "h1", "still not JSON")], LATER)
    assert attempts(connection) == [("w.jsonl#1", "h1", 2, "still not JSON", True)]


def test_a_reject_with_other_content_replaces_the_older(connection: Connection, news: int) -> None:
    record_rejects(connection, news, [bad("a.txt", "h1")], NOW)
    record_rejects(connection, news, [bad("a.txt", "h2"), bad("b.txt", "h1")], LATER)
    assert [row[0] + row[1] for row in attempts(connection) if row[4]] == ["a.txth2", "b.txth1"]


@pytest.mark.parametrize("mended_by", ["load", "touch", "vanish", "absent"])
def test_a_mended_or_removed_file_leaves_the_open_rejects(connection: Connection, news: int, mended_by: str) -> None:
    row = rows_of(story("a.txt", [0]))
    record_rejects(connection, news, [bad("a.txt"), bad("b.txt"), bad("w.jsonl#2")], NOW)
    if mended_by == "load":
        load_batch(connection, [row], news, LATER)
    elif mended_by == "touch":
        touch(connection, news, [row.file], LATER)
    elif mended_by == "vanish":
        mark_vanished(connection, news, ["a.txt"], LATER)
    else:
        resolve_absent(connection, news, ["b.txt", "w.jsonl"], LATER)
    assert [reject.uri for reject in open_rejects(connection, news)] == ["b.txt", "w.jsonl#2"]
    record_rejects(connection, news, [bad("a.txt")], LATER)
    assert [reject.uri for reject in open_rejects(connection)] == ["a.txt", "b.txt", "w.jsonl#2"]


def test_rejects_of_another_folder_stay_open(connection: Connection, news: int) -> None:
    record_rejects(connection, news, [bad("x/a.txt"), bad("y/a.txt")], NOW)
    resolve_absent(connection, news, [], LATER, prefix="x/")
    assert [reject.uri for reject in open_rejects(connection, news)] == ["y/a.txt"]


def test_a_record_that_is_gone_leaves_the_open_rejects(connection: Connection, news: int) -> None:
    record_rejects(connection, news, [bad("w.jsonl#1"), bad("w.jsonl#9"), bad("v.jsonl#9")], NOW)
    mark_missing_records(connection, news, "w.jsonl", ["w.jsonl#1"], LATER)
    assert [reject.uri for reject in open_rejects(connection, news)] == ["v.jsonl#9", "w.jsonl#1"]
