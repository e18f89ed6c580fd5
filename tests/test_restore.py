"""Text put back by a person stays put back: through new runs, new content and new learning, until it is undone."""

import json

import pytest

from flows.commands.diff import compared, run_diff
from flows.commands.restore import run_restore
from flows.settings import Settings
from flows.text.errors import SettingsError
from tests.folders import NOTICE, dump, ingest, rows, story, write_stories
from tests.test_learned import is_sound, write
from tests.test_learned import story as council


@pytest.fixture
def folder(tmp_path):
    return write_stories(tmp_path / "news", 2)


def body(database, uri):
    ((found,),) = rows(
        database, f"SELECT body FROM articles a JOIN documents d ON d.id = document_id WHERE uri = '{uri}'"
    )
    return found


def restore(database, uri, rule=None, *, undo=False):
    return run_restore(Settings(database_url=str(database)), uri, rule, undo=undo)


def test_put_back_and_undone(folder, database):
    ingest(folder, database)
    before = dump(database)
    assert NOTICE not in body(database, "000.txt")
    assert restore(database, "000.txt") == 0
    assert body(database, "000.txt").endswith(NOTICE)
    assert NOTICE not in body(database, "001.txt")
    assert NOTICE not in body(database, "wire.jsonl#1")
    is_sound(database)
    restore(database, "000.txt", undo=True)
    assert dump(database) == before


def test_it_survives_new_content_and_counts_once(folder, database):
    ingest(folder, database)
    ((rule,),) = rows(database, "SELECT DISTINCT rule FROM blocks WHERE role = 'notice'")
    restore(database, "000.txt", rule)
    (folder / "000.txt").write_text(story(7, "Geneva"))
    ingest(folder, database)
    assert "Geneva" in body(database, "000.txt")
    assert body(database, "000.txt").endswith(NOTICE)
    assert rows(database, "SELECT rule FROM restorations") == [(rule,)]
    assert rows(database, "SELECT count(*) FROM blocks WHERE rule LIKE 'restored:%'") == [(1,)]


def test_it_survives_learning(tmp_path, database):
    folder = tmp_path / "council"
    for number in range(6):
        write(folder, f"{number}", council(number))
    ingest(folder, database)
    restore(database, "0.jsonl#1")
    assert "old mill" in body(database, "0.jsonl#1")
    for number in range(6, 9):
        write(folder, f"{number}", council(number))
    ingest(folder, database)
    assert "old mill" in body(database, "0.jsonl#1")
    assert rows(database, "SELECT count(*) FROM articles WHERE body LIKE '%old mill%'") == [(1,)]


def test_mistakes_are_told(folder, database):
    ingest(folder, database)
    with pytest.raises(SettingsError, match="no document nowhere"):
        restore(database, "nowhere")
    with pytest.raises(SettingsError, match="removed nothing"):
        restore(database, "000.txt", "no-such-rule")
    with pytest.raises(SettingsError, match="nothing was put back"):
        restore(database, "000.txt", undo=True)
    assert rows(database, "SELECT count(*) FROM restorations") == [(0,)]


def test_diff_shows_what_went_and_what_stayed(folder, database, capsys):
    (folder / "000.txt").write_text(story(1).replace("said that", "said\u00a0\u00a0that"))
    ingest(folder, database)
    run_diff(Settings(database_url=str(database)), "000.txt")
    lines = capsys.readouterr().out.splitlines()
    marks = {line[:1]: line for line in lines[2:]}
    assert NOTICE in marks["-"]
    assert marks["-"].endswith("]")
    assert marks["="].startswith("= Talks number 1")
    assert "said that" in marks["+"]
    assert "\x1b" not in "".join(lines)


def test_diff_of_nothing_is_nothing():
    assert list(compared("", "", [])) == []


def test_a_notice_is_shown_by_preview_removed(folder, capsys):
    from flows.commands.preview import run_removed

    assert run_removed([folder / "000.txt"], Settings(), {}, as_json=True) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert [each["text"].strip() for each in json.loads(line)["removed"]] == [NOTICE]
    run_removed([folder / "000.txt"], Settings(), {}, as_json=False)
    shown = capsys.readouterr().out
    assert NOTICE in shown
    assert "United Nations" not in shown
