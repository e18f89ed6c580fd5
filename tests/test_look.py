"""A look at a folder: what is listed, what is noted, and that an unchanged folder costs no write but the run's own."""

import pytest
from sqlalchemy import Engine, event

from db.engine import make_engine
from flows.running.look import look_at
from flows.text.seeds import find
from tests.folders import ingest, rows, write_stories


@pytest.fixture
def folder(tmp_path):
    return write_stories(tmp_path / "news", 4)


def test_what_is_known_is_counted_taken_out_and_not_listed(folder):
    files = find(folder).files
    same, gone = files[0][1:], ("gone.txt", 3, 5)
    other = (files[1].uri, files[1].size + 1, files[1].modified_ns)
    known = {same, gone, other}
    found = find(folder, known)
    assert found.unchanged == 1
    assert found.files == files[1:]
    assert known == {gone, other}


def test_a_look_tells_new_changed_vanished_and_back(folder, database):
    ingest(folder, database)
    engine = make_engine(database)
    (folder / "000.txt").write_text("Another text altogether.\n")
    (folder / "new.txt").write_text("A new one.\n")
    aside = (folder / "001.txt").rename(folder.parent / "001.txt")
    look = look_at(engine, folder)
    assert [file.uri for file in look.todo] == ["000.txt", "new.txt"]
    assert (look.seen, look.known, look.vanished) == (5, {"000.txt"}, ("001.txt",))
    aside.rename(folder / "001.txt")
    look = look_at(engine, folder)
    assert (look.seen, [file.uri for file in look.todo], look.vanished) == (6, ["000.txt", "new.txt"], ())
    assert rows(database, "SELECT count(*) FROM files WHERE vanished_at IS NOT NULL") == [(0,)]
    engine.dispose()


def test_a_part_of_a_collection_keeps_its_names(tmp_path, database):
    write_stories(tmp_path / "news" / "2023", 2)
    ingest(tmp_path / "news", database)
    engine = make_engine(database)
    (tmp_path / "news" / "2023" / "000.txt").unlink()
    look = look_at(engine, tmp_path / "news" / "2023")
    assert (look.seen, look.todo, look.vanished) == (2, (), ("2023/000.txt",))
    engine.dispose()


def test_an_unchanged_folder_costs_no_write_but_the_run_and_its_lock(folder, database):
    ingest(folder, database)
    written = []

    def note(connection, cursor, statement, *_):
        words = statement.split()
        if words[0] in ("INSERT", "UPDATE", "DELETE"):
            written.append(words[1] if words[0] == "UPDATE" else words[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        ingest(folder, database)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert set(written) <= {"ingest_runs", "run_locks"}, written
