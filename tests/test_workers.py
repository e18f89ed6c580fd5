"""Worker processes: the same tables as without them, whatever becomes of one."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

import pytest

from flows import crews
from flows.crews import processes
from flows.running import conduct
from flows.running.batches import Batch
from flows.running.bench import open_bench
from flows.running.look import look_at
from flows.settings import Settings
from flows.text.errors import DatelineError, SettingsError
from tests.folders import dump, ingest, rows, story, write_stories
from tests.test_learned import story as notice_story

WAIT = 90


@pytest.fixture
def folder(tmp_path):
    """Stories, standing notices of two papers, bad files, and a container."""
    folder = write_stories(tmp_path / "news", 6)
    (folder / "empty.txt").write_bytes(b"")
    for number in range(24):
        record = notice_story(number, source=["Hill Post", "Dale Post"][number % 2])
        (folder / f"notice{number}.jsonl").write_text(json.dumps(record) + "\n")
    return folder


@pytest.mark.parametrize(("batch_size", "workers"), [(1, 2), (5, 3), (200, 2)])
def test_workers_make_no_difference(folder, database, tmp_path, batch_size, workers):
    report = ingest(folder, database, batch_size=batch_size, workers=workers)
    alone = ingest(folder, tmp_path / "alone.db", batch_size=7)
    assert dump(database) == dump(tmp_path / "alone.db")
    assert report.tally.counts.files_seen == alone.tally.counts.files_seen
    assert rows(database, "SELECT count(*) FROM learned_notices") == [(2,)]
    before = dump(database, history=True)
    ingest(folder, database, workers=workers)
    assert {**dump(database, history=True), "rejects": 0} == {**before, "rejects": 0}


@pytest.mark.postgresql
def test_workers_make_no_difference_on_postgresql(folder, database, postgresql):
    import psycopg

    with psycopg.connect(postgresql.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS workers")
        connection.execute("CREATE DATABASE workers")
    server = postgresql.replace("/postgres?", "/workers?")
    other = postgresql.replace("/postgres?", "/workers_alone?")
    with psycopg.connect(postgresql.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS workers_alone")
        connection.execute("CREATE DATABASE workers_alone")
    ingest(folder, server, batch_size=5, workers=2)
    ingest(folder, other)
    assert dump(server) == dump(other)


@pytest.fixture
def dying(monkeypatch, tmp_path):
    """Worker processes that die on some documents."""
    monkeypatch.setattr(processes, "COMMAND", (sys.executable, "-P", "-m", "tests.dying_child"))
    monkeypatch.setenv("DIE_ONCE", str(tmp_path / "died"))
    return tmp_path / "died"


def test_a_killed_worker_costs_time_alone(folder, database, tmp_path, dying):
    (folder / "odd.txt").write_text(story(90) + "\n<killed>\n")
    ingest(folder, database, workers=2)
    ingest(folder, tmp_path / "alone.db")
    assert dying.exists()
    assert dump(database) == dump(tmp_path / "alone.db")


def test_a_document_that_ends_its_worker_costs_itself(folder, database, tmp_path, dying):
    (folder / "odd.txt").write_text(story(90) + "\n<crash>\n")
    report = ingest(folder, database, workers=2)
    ((uri, error, message, mend),) = rows(
        database, "SELECT uri, error, message, mend FROM rejects WHERE uri <> 'empty.txt'"
    )
    assert (uri, error) == ("odd.txt", "Defect")
    assert "SIGSEGV" in message
    assert mend
    assert report.tally.counts.files_rejected == 2
    (folder / "odd.txt").unlink()
    ingest(folder, tmp_path / "alone.db")
    assert rows(database, "SELECT count(*) FROM articles") == rows(
        tmp_path / "alone.db", "SELECT count(*) FROM articles"
    )


def test_workers_that_cannot_start_are_an_error(folder, database, monkeypatch):
    monkeypatch.setattr(processes, "COMMAND", (sys.executable, "-c", "pass"))
    with pytest.raises(DatelineError, match="before it was ready"):
        ingest(folder, database, workers=2)
    assert rows(database, "SELECT state FROM ingest_runs") == [("failed",)]


def test_a_model_that_is_not_there_is_told_as_without_workers(folder, database, tmp_path):
    with pytest.raises(SettingsError):
        ingest(folder, database, workers=2, model=str(tmp_path / "none"))


def test_nobody_starts_without_work(folder, database, monkeypatch):
    ingest(folder, database)
    (folder / "empty.txt").unlink()
    monkeypatch.setattr(processes, "Child", lambda: pytest.fail("started"))
    ingest(folder, database, workers=2)


@contextlib.contextmanager
def running(folder, database):
    """The command in the midst of its work, and its worker processes."""
    command = [
        sys.executable,
        "-c",
        "from flows.cli import main; main()",
        "ingest",
        str(folder),
        "--no-prefect",
        "--workers",
        "2",
    ]
    environment = {**os.environ, "DATELINE_DATABASE_URL": str(database), "DATELINE_BATCH_SIZE": "20"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        try:
            workers = wait_for(lambda: loaded(database) and children(run.pid))
            yield run, workers
        finally:
            run.kill()


def loaded(database):
    return (
        database.exists()
        and rows(database, "SELECT 1 FROM sqlite_master WHERE name = 'articles'")
        and rows(database, "SELECT 1 FROM articles LIMIT 1")
    )


def children(pid):
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()] or [
        int(each) for task in Path(f"/proc/{pid}/task").iterdir() for each in (task / "children").read_text().split()
    ]


def alive(pid):
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def wait_for(what):
    deadline = time.monotonic() + WAIT
    while not (found := what()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see processes")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_a_run_ends_its_workers_end_too(tmp_path, database, how):
    folder = write_stories(tmp_path / "news", 400)
    with running(folder, database) as (run, workers):
        run.send_signal(how)
        run.wait(WAIT)
        wait_for(lambda: not any(alive(worker) for worker in workers))
    assert 0 < rows(database, "SELECT count(*) FROM articles")[0][0] < 800
    if how == signal.SIGINT:
        assert rows(database, "SELECT state FROM ingest_runs") == [("interrupted",)]


def test_batches_in_hand_are_bounded(tmp_path):
    handed = deque()

    class Crew:
        ahead = 3

        def hand(self, part):
            handed.append(part)

    folder = write_stories(tmp_path / "news", 40)
    with open_bench(Settings(database_url=str(tmp_path / "dateline.db")), None, existing=False) as bench:
        look = look_at(bench.engine, folder)
        batches = conduct.batches(look.todo, {}, 1)
        for batch in conduct._ahead(batches, conduct.replace(bench, crew=Crew())):
            assert isinstance(batch, Batch)
            assert len(handed) <= 1 + Crew.ahead
            handed.popleft()
    assert not handed


def test_parts_hold_every_document_in_its_order():
    given = [crews.Given(type("D", (), {"content": "x" * size})(), None, frozenset()) for size in [9, 250_000, 1] * 40]
    made = list(crews.parts(given))
    assert [each for part in made for each in part.documents] == given
    assert max(len(part.documents) for part in made) <= crews.base.MOST_DOCUMENTS
    assert max(len(part.documents) for part in made) == 3  # the long one closes its part
