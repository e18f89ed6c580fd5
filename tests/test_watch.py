"""Watching a folder with real processes: what has stopped changing is ingested, and stopping is clean."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.scheduling import watch as watching
from flows.scheduling.watch import Watched, is_settled, watch
from flows.settings import Settings
from flows.text.errors import SettingsError
from flows.text.seeds import find
from tests.folders import rows, story, write_stories

DATELINE = Path(sys.executable).with_name("dateline")
PATIENCE = 120
STATES = "SELECT state FROM ingest_runs"


def until(true, what):
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def stories(database):
    return [uri for (uri,) in rows(database, "SELECT uri FROM documents WHERE vanished_at IS NULL ORDER BY uri")]


@pytest.fixture
def start(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "000.txt").write_text(story(0))
    made = []

    def begin(*options):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")}
        command = [DATELINE, "watch", "news", "-d", "news.db", "--settle", "1s", *options]
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        made.append(process)
        until(lambda: (tmp_path / "news.db").exists() and said(tmp_path, ["000.txt"]), "the first run")
        return process

    yield begin
    for process in made:
        process.kill()
        process.communicate()


def said(place, wanted):
    try:
        return stories(place / "news.db") == wanted
    except Exception:  # the schema is still being made
        return False


@pytest.mark.parametrize(("options", "ending"), [((), signal.SIGTERM), (("--scan",), signal.SIGINT)])
def test_files_that_come_are_ingested_until_a_signal(tmp_path, start, options, ending):
    process = start(*options)
    for index in range(1, 6):
        (tmp_path / "news" / f"{index:03d}.txt").write_text(story(index))
    wanted = [f"{index:03d}.txt" for index in range(6)]
    until(lambda: stories(tmp_path / "news.db") == wanted, "the burst")
    (tmp_path / "news" / "000.txt").unlink()
    until(lambda: stories(tmp_path / "news.db") == wanted[1:], "the file that went")
    until(lambda: set(rows(tmp_path / "news.db", STATES)) == {("completed",)}, "the end of its run")
    process.send_signal(ending)
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, output
    assert output.rstrip().endswith("dateline: stopped")
    assert "Traceback" not in output
    runs = rows(tmp_path / "news.db", "SELECT state, files_new FROM ingest_runs ORDER BY id")
    assert {state for state, _ in runs} == {"completed"}
    assert sum(new for _, new in runs) == 6


def watched(tmp_path, reports, settle=0.0):
    return Watched([tmp_path / "news"], Settings(database_url=str(tmp_path / "a.db")), {}, settle, reports.append)


def test_a_burst_is_one_run_and_nothing_new_is_none(tmp_path):
    write_stories(tmp_path / "news", 2)
    reports: list = []

    def moments():
        yield False
        for index in range(5):
            (tmp_path / "news" / f"more{index}.txt").write_text(story(20 + index))
            yield True
        yield False
        yield False

    watch(watched(tmp_path, reports), moments(), reports.append)
    assert [report.tally.counts.files_new for report in reports] == [3, 5]


def test_a_file_that_is_still_written_waits(tmp_path, monkeypatch):
    folder = write_stories(tmp_path / "news", 1)
    written: list = []
    monkeypatch.setattr(watching, "is_settled", lambda file, _: written or not file.path.endswith("slow.txt"))
    reports: list = []

    def moments():
        with (folder / "slow.txt").open("w") as out:
            for line in story(20).splitlines(keepends=True):
                out.write(line)
                out.flush()
                yield True
                yield False
        written.append(True)
        yield False

    watch(watched(tmp_path, reports), moments(), reports.append)
    assert [report.tally.counts.files_new for report in reports] == [2, 1]
    assert stories(tmp_path / "a.db") == ["000.txt", "slow.txt", "wire.jsonl#1"]


def test_a_file_is_settled_by_the_note_of_the_system(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    os.utime(tmp_path / "a.txt", (0, 0))
    (file,) = find(tmp_path).files
    assert not is_settled(file, 3600)
    assert is_settled(file, 0)


def test_a_burst_without_end_is_not_waited_for(tmp_path, monkeypatch):
    write_stories(tmp_path / "news", 1)
    monkeypatch.setattr(watching, "MOST_WAITING", 0.0)
    reports: list = []

    def moments():
        (tmp_path / "news" / "more.txt").write_text(story(20))
        yield True

    watch(watched(tmp_path, reports), moments(), reports.append)
    assert len(reports) == 2


def test_a_folder_that_goes_away_for_a_while_is_told_and_tried_again(tmp_path):
    folder = write_stories(tmp_path / "news", 1)
    reports: list = []
    complaints: list = []

    def moments():
        folder.rename(tmp_path / "away")
        yield True
        yield False
        (tmp_path / "away").rename(folder)
        (folder / "more.txt").write_text(story(20))
        yield False

    watch(watched(tmp_path, reports), moments(), complaints.append)
    assert [type(each) for each in complaints] == [SettingsError]
    assert [report.tally.counts.files_new for report in reports] == [2, 1]


def test_without_watchfiles_the_folder_is_looked_at(monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert watching.told_moments([Path()], 1.0) is None


def test_what_settles_while_a_run_begins_makes_no_second_run(tmp_path, monkeypatch):
    folder, database = write_stories(tmp_path / "news", 2), tmp_path / "news.db"
    asked = []

    def settled(file, seconds):
        asked.append(file.path)
        return not file.path.endswith("001.txt") or asked.count(file.path) > 1

    monkeypatch.setattr(watching, "is_settled", settled)
    watched = Watched([folder], Settings(database_url=str(database)), {}, 1.0, lambda report: None)
    assert watched.catch_up()
    assert stories(database) == ["000.txt", "001.txt", "wire.jsonl#1", "wire.jsonl#2"]
    assert not watched.catch_up()
    assert rows(database, "SELECT count(*) FROM ingest_runs") == [(1,)]
