"""What a person who keeps dateline alive asks: how things stand, why a story is missing, what could not be read."""

import json
import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from db.engine import make_engine
from db.running.lock import run_lock, schedule_lock
from flows.commands.ingest import run_ingest
from flows.commands.rejects import ignore_reject, list_rejects, retry_rejects
from flows.commands.status import run_status
from flows.commands.why import run_why
from flows.settings import Settings
from flows.telling.log import log_as_asked
from flows.telling.standing import standing
from flows.text.errors import SettingsError
from tests.folders import NOTICE, dump, ingest, rows, story, write_stories


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A folder in which everything has happened, and its database."""
    place = tmp_path_factory.mktemp("kept")
    folder = write_stories(place / "news", 3)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "bad.jsonl").write_text('{"title": "One", "text": "One good record of some words."}\n{no json\n')
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "secret.txt").write_text(story(7))
    (folder / "report.docx").write_bytes(b"PK")
    (folder / "deutsch.txt").write_text(
        "Die Minister trafen sich am Montag in Berlin\n\nDie Außenminister beider Länder haben am Montag in Berlin "
        "über die neuen Verträge gesprochen und wollen sich im Herbst wieder treffen, sagte eine Sprecherin.\n"
    )
    (folder / "only.txt").write_text(
        "The comments posted here are not from Cnews Live. Kindly refrain from obscene words."
    )
    (place / "elsewhere.txt").write_text(story(8))
    (folder / "link.txt").symlink_to(place / "elsewhere.txt")
    (folder / "001.txt").write_text(story(1, "Oslo"))
    ingest(folder, place / "dateline.db")
    (folder / "000.txt").write_text(story(0, "Zanzibar"))
    (folder / "001.txt").unlink()
    ingest(folder, place / "dateline.db")
    (folder / "late.txt").write_text(story(99))
    return place


def settings(place, **more):
    return Settings(database_url=str(place / "dateline.db"), home=place / "home", **more)


WHY = {
    "002.txt": (0, "here it is"),
    "002.txt unchanged": (0, "unchanged since"),
    "000.txt": (0, "superseded     this is revision 2"),
    "001.txt": (0, "vanished"),
    "empty.txt": (1, "rejected  empty.txt: EmptyText"),
    "bad.jsonl#2": (1, "BadRecord"),
    "bad.jsonl": (0, "bad.jsonl#2: BadRecord"),
    ".hidden/secret.txt": (1, "passed over with .hidden: hidden"),
    "report.docx": (1, "passed over: unknown suffix .docx"),
    "link.txt": (1, "passed over: link out of the folder"),
    "deutsch.txt": (0, "it is in de; newswire looks for names in en only"),
    "late.txt": (1, "not read yet"),
    "only.txt": (1, "by comments-not-ours (notice); see `dateline diff only.txt` nothing is left"),
    "no/such/file.txt": (1, "there is no no/such/file.txt"),
    "Petrova counterpart Mehta": (0, "here it is"),
    "counterpart, Raj Mehta of India, in Moscow on the 0th": (1, "in revision 1, replaced"),
    NOTICE[:40]: (1, "these words were removed by"),
    "words that nobody wrote anywhere": (1, "nowhere"),
}


@pytest.mark.parametrize("what", WHY)
def test_why(kept, capsys, what):
    code, expected = WHY[what]
    assert run_why(settings(kept), what.removesuffix(" unchanged")) == code
    told = " ".join(capsys.readouterr().out.split())
    assert " ".join(expected.split()) in told


def test_why_takes_paths_of_the_disk(kept, capsys):
    assert run_why(settings(kept), str(kept / "news" / "002.txt")) == 0
    assert run_why(settings(kept), str(kept / "elsewhere.txt")) == 1
    assert "outside" in capsys.readouterr().out


def test_a_title_cannot_drive_the_terminal(tmp_path, capsys):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Bell\x1b[2J rings\n\n" + story(1))
    ingest(folder, tmp_path / "dateline.db")
    assert run_why(settings(tmp_path), "a.txt") == 0
    assert "\x1b" not in capsys.readouterr().out


def test_status_tells_it_all(kept, capsys):
    told = standing(settings(kept))
    assert (told["articles"], told["documents_vanished"], told["rejects_open"]) == (9, 1, 2)
    assert told["writing"] is told["schedule"] is None
    assert [run["files_changed"] for run in told["runs"]] == [1, 0]
    assert run_status(settings(kept), as_json=True) == 0
    free = "disk_free_bytes"
    assert json.loads(capsys.readouterr().out) | {free: 0} == told | {free: 0}
    assert run_status(settings(kept), as_json=False) == 0
    assert "open rejects 2: see `dateline rejects`" in " ".join(capsys.readouterr().out.split())


def test_status_of_another_schema_tells_that_and_no_counts(kept, capsys, tmp_path):
    shutil.copy(kept / "dateline.db", tmp_path / "dateline.db")
    with closing(sqlite3.connect(tmp_path / "dateline.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    own = settings(tmp_path)
    assert run_status(own, as_json=False) == 0
    told = capsys.readouterr().out
    assert "0001: run `dateline migrate`" in told
    assert "articles" not in told
    assert standing(own)["articles"] is None


def test_status_tells_who_writes_and_who_serves(kept):
    engine = make_engine(str(kept / "dateline.db"))
    with run_lock(engine, "reannotate"), schedule_lock(engine, "schedule every 5 s"):
        told = standing(settings(kept))
    engine.dispose()
    assert (told["writing"]["work"], told["schedule"]["work"]) == ("reannotate", "schedule every 5 s")
    assert told["writing"]["process"] == os.getpid()
    assert standing(settings(kept))["writing"] is None


def test_status_imports_neither_prefect_nor_sqlalchemy(kept):
    run = "import sys; from flows.cli import app; app(['status'], standalone_mode=False); "
    script = run + "sys.exit('prefect' in sys.modules or 'sqlalchemy' in sys.modules)"
    environment = {**os.environ, "DATELINE_DATABASE_URL": str(kept / "dateline.db")}
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=kept, capture_output=True)
    assert done.returncode == 0, done.stderr
    done = subprocess.run([sys.executable, "-c", script.replace("'prefect'", "'json'")], env=environment, cwd=kept)
    assert done.returncode == 1


def test_each_run_leaves_its_figures(tmp_path):
    folder = write_stories(tmp_path / "news", 2)
    (folder / "empty.txt").write_bytes(b"")
    ingest(folder, tmp_path / "dateline.db", metrics_file=tmp_path / "dateline.prom")
    lines = (tmp_path / "dateline.prom").read_text().splitlines()
    figures = dict(line.split() for line in lines if not line.startswith("#"))
    assert (figures["dateline_articles"], figures["dateline_rejects_open"], figures["dateline_run_ok"]) == (
        "4",
        "1",
        "1",
    )
    assert all(f"# TYPE {name} gauge" in lines for name in figures)
    assert [path.name for path in tmp_path.glob("*.prom*")] == ["dateline.prom"]


def test_metrics_that_cannot_be_written_fail_no_run(tmp_path, caplog):
    ingest(write_stories(tmp_path / "news", 1), tmp_path / "dateline.db", metrics_file=tmp_path / "no" / "such.prom")
    assert rows(tmp_path / "dateline.db", "SELECT state FROM ingest_runs") == [("completed",)]


def test_rejects_are_tried_again_without_the_rest(tmp_path, capsys):
    folder, database = write_stories(tmp_path / "news", 2), tmp_path / "dateline.db"
    (folder / "empty.txt").write_bytes(b"")
    (folder / "bad.jsonl").write_text('{"title": "One", "text": "One good record of some words."}\n{no json\n')
    ingest(folder, database)
    assert retry_rejects(settings(tmp_path), None) == 1
    (folder / "empty.txt").write_text(story(5))
    (folder / "bad.jsonl").write_text('{"title": "One", "text": "One good record of some words."}\n')
    (folder / "new.txt").write_text(story(6))
    assert retry_rejects(settings(tmp_path), "BadRecord") == 0
    assert rows(database, "SELECT uri FROM rejects WHERE resolved_at IS NULL") == [("empty.txt",)]
    assert retry_rejects(settings(tmp_path), None) == 0
    assert rows(database, "SELECT uri FROM rejects WHERE resolved_at IS NULL") == []
    assert rows(database, "SELECT count(*) FROM documents WHERE uri = 'new.txt'") == [(0,)]
    assert rows(database, "SELECT work, files_seen FROM ingest_runs ORDER BY id") == [
        *(("ingest", 5), ("retry", 2), ("retry", 1), ("retry", 1)),
    ]
    ingest(folder, database)
    ingest(folder, tmp_path / "clean.db")
    ours, clean = dump(database), dump(tmp_path / "clean.db")
    assert {**ours, "rejects": []} == {**clean, "rejects": []}


def test_what_is_ignored_is_let_be(tmp_path, capsys):
    folder = write_stories(tmp_path / "news", 1)
    (folder / "empty.txt").write_bytes(b"")
    own = settings(tmp_path)
    assert run_ingest([folder], own, {}, prefect=False, fail_on_rejects=True) == 1
    assert run_ingest([folder], own, {}, prefect=False) == 0
    with pytest.raises(SettingsError, match="no open reject"):
        ignore_reject(own, "nobody.txt")
    assert ignore_reject(own, "empty.txt") == 0
    assert run_ingest([folder], own, {}, prefect=False, fail_on_rejects=True) == 0
    capsys.readouterr()
    list_rejects(own, None, "json")
    assert json.loads(capsys.readouterr().out) == []
    assert standing(own)["rejects_ignored"] == 1


def test_a_run_that_is_stopped_says_so(tmp_path):
    folder, database = write_stories(tmp_path / "news", 150), tmp_path / "dateline.db"
    command = [str(Path(sys.executable).with_name("dateline")), "ingest", "--no-prefect", "--batch-size", "1"]
    environment = {**os.environ, "DATELINE_DATABASE_URL": str(database)}
    process = subprocess.Popen([*command, str(folder)], env=environment, cwd=tmp_path)
    deadline = time.monotonic() + 120
    while not (database.exists() and written(database)) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.terminate()
    assert process.wait(60) == 130
    ((state, error),) = rows(database, "SELECT state, error FROM ingest_runs")
    assert (state, error) == ("interrupted", "KeyboardInterrupt: stopped by SIGTERM")
    assert rows(database, "SELECT * FROM run_locks") == []


def written(database):
    """Articles so far; 0 while there is no table."""
    try:
        return rows(database, "SELECT count(*) FROM articles")[0][0]
    except Exception:
        return 0


def test_rejects_by_reason(kept, capsys):
    list_rejects(settings(kept), "EmptyText", "json")
    assert [each["uri"] for each in json.loads(capsys.readouterr().out)] == ["empty.txt"]


@pytest.fixture
def plain_logging():
    yield
    logging.getLogger("dateline").handlers.clear()
    logging.getLogger("dateline").propagate = True


def test_logs_are_json_by_a_setting_and_hold_no_text(tmp_path, capfd, plain_logging):
    folder = write_stories(tmp_path / "news", 2)
    (folder / "\x1b[31mred.txt").write_bytes(b"")
    run_ingest([folder], replace(settings(tmp_path), log="json"), {}, prefect=False)
    shown = capfd.readouterr()
    lines = [json.loads(line) for line in shown.err.splitlines()]
    assert [line["event"] for line in lines] == ["run began", "run ended"]
    assert (lines[1]["state"], lines[1]["files_new"]) == ("completed with rejects", 3)
    assert "Petrova" not in shown.err
    assert "\x1b" not in shown.err + shown.out


def test_warnings_are_words_without_the_setting(capfd, plain_logging):
    log_as_asked("")
    logging.getLogger("dateline.run").info("not told")
    logging.getLogger("dateline.run").warning("look at %s", "a\x1bb")
    assert capfd.readouterr().err == "dateline: look at a\ufffdb\n"


def test_the_folder_of_the_tests_is_not_touched():
    assert not (Path.cwd() / "home").exists()
