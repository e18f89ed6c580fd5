"""Too little of everything: the run says so in words, and with enough of it the next run completes the same tables."""

import errno
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest

from db.engine import make_engine
from flows.running.conduct import conduct
from flows.settings import Settings
from tests.folders import rows
from tests.torture.commands import command
from tests.torture.places import Server
from tests.torture.plug import at_moment, differences, statements_of, told, work, work_and_tell
from tests.torture.processes import FORGE, apart, limit
from tests.torture.stories import write_everything

MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(write_everything(tmp_path_factory.mktemp("scarce") / "news"))


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory):
    return apart(work_and_tell, "ingest", folder, str(tmp_path_factory.mktemp("whole") / "whole.db")).answer


def work_with(kind, amount, folder, database):
    """Ingest with a limit: `done`, or the class of the error that ended it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limit(kind, amount)
    return outcome(folder, database)


def outcome(folder, database):
    try:
        work("ingest", folder, database)
    except Exception as error:
        return f"{type(error).__module__}.{type(error).__name__}: {error}"
    return "done"


def test_files_that_may_not_grow(folder, whole, tmp_path, much, tried):
    """As on a full disk, met at each phase: no file may get larger than so many bytes."""
    for size in range(4096, MEGABYTE, 12 * 1024 if much else 120 * 1024):
        database = str(tmp_path / f"{size}.db")
        answer = apart(work_with, resource.RLIMIT_FSIZE, size, folder, database).answer
        assert answer == "done" or answer.startswith("db.errors."), answer
        tried.append("done" if answer == "done" else "failed in words, then equal")
        assert not differences(apart(work_and_tell, "ingest", folder, database).answer, whole)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of two megabytes; only root may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m,nr_inodes=40", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("NO SMALL FILE SYSTEM HERE: mounting a tmpfs needs root and the right to mount")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_full_disk(folder, whole, small_disk, much, tried):
    ballast, database = small_disk / "ballast", small_disk / "news.db"
    for free in range(0, 1100, 40 if much else 250):
        for path in small_disk.glob("news.db*"):
            path.unlink()
        room = os.statvfs(small_disk).f_bavail * 4096 + (ballast.stat().st_size if ballast.exists() else 0)
        ballast.write_bytes(bytes(max(0, room - free * 1024)))
        answer = apart(outcome, folder, str(database)).answer
        assert answer == "done" or answer.startswith("db.errors."), answer
        tried.append("done" if answer == "done" else "failed in words, then equal")
        ballast.write_bytes(b"")
        assert not differences(apart(work_and_tell, "ingest", folder, str(database)).answer, whole)


def test_no_inode_left(folder, whole, small_disk, tried):
    fillers = []
    with pytest.raises(OSError, match="space"):
        while True:
            fillers.append(small_disk / f"f{len(fillers)}")
            fillers[-1].touch()
    database = small_disk / "news.db"
    answer = apart(outcome, folder, str(database)).answer
    assert answer.startswith("db.errors."), answer
    for path in fillers:
        path.unlink(missing_ok=True)
    assert not differences(apart(work_and_tell, "ingest", folder, str(database)).answer, whole)
    tried.append("failed in words, then equal")


@pytest.mark.parametrize("megabytes", [0, 8, 32, 128])
def test_too_little_memory(folder, whole, tmp_path, megabytes, tried):
    """So much more address space than the process has when it begins."""
    database = str(tmp_path / "news.db")
    ended = apart(work_in_memory, megabytes, folder, database)
    assert ended.code != 0 or ended.answer == "done" or "Memory" in ended.answer or "db.errors." in ended.answer
    tried.append("done" if ended.answer == "done" else "failed, then equal")
    assert not differences(apart(work_and_tell, "ingest", folder, database).answer, whole)


def work_in_memory(megabytes, folder, database):
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return work_with(resource.RLIMIT_AS, pages * resource.getpagesize() + megabytes * MEGABYTE, folder, database)


@pytest.mark.parametrize("files", [6, 8, 10, 12, 16, 20])
def test_too_few_open_files(folder, whole, tmp_path, files, tried):
    database = str(tmp_path / "news.db")
    answer = apart(work_with, resource.RLIMIT_NOFILE, files, folder, database).answer
    assert (
        answer is None
        or answer == "done"
        or answer.startswith(("db.errors.", "flows.text.errors.", "builtins.OSError"))
    )
    tried.append("done" if answer == "done" else "failed, then equal")
    assert not differences(apart(work_and_tell, "ingest", folder, database).answer, whole)


AWAY = {
    "removed": lambda path: path.unlink(),
    "renamed": lambda path: path.rename(path.with_suffix(".old")),
    "replaced by nothing": lambda path: replace(path, b""),
    "replaced by a copy": lambda path: replace(path, path.read_bytes()),
    "replaced by text": lambda path: replace(path, b"Not a database."),
}


def replace(path, content):
    other = path.with_suffix(".other")
    other.write_bytes(content)
    other.replace(path)


@pytest.mark.parametrize("how", AWAY)
def test_the_database_is_taken_away_midway(folder, whole, tmp_path, how, much, tried):
    """The run ends in words: nobody is told that all is well with what is gone. The next run makes it whole."""
    count = apart(statements_of, "ingest", folder, str(tmp_path / "count.db")).answer
    for moment in [*range(4, count, 3 if much else count // 4), count - 2, count]:
        for path in tmp_path.glob("news*"):
            path.unlink()
        database = tmp_path / "news.db"
        answer = apart(outcome_when, moment, how, folder, str(database)).answer
        if answer == "done":
            assert not differences(apart(told, str(database)).answer, whole)
        else:
            assert answer.startswith("db.errors."), answer
        tried.append("done" if answer == "done" else "failed in words, then equal")
        if apart(outcome, folder, str(database)).answer.startswith("db.errors.NotADatabase"):
            # What was put there is no database, and stays as it is. (A log that was left beside it may hold all of it.)
            assert how == "replaced by text"
            assert database.read_bytes() == b"Not a database."
            database.unlink()
        assert not differences(apart(work_and_tell, "ingest", folder, str(database)).answer, whole)


def outcome_when(moment, how, folder, database):
    """The outcome of an ingest when its database is taken away before its statement `moment`."""
    at_moment(moment, lambda: AWAY[how](Path(database)))
    return outcome(folder, database)


@pytest.mark.postgresql
def test_a_server_that_throws_everybody_out(folder, postgresql, much, tried):
    place = Server(postgresql)
    whole = apart(work_and_tell, "ingest", folder, place.new("whole")).answer
    count = apart(statements_of, "ingest", folder, place.new("count")).answer
    for moment in [*range(4, count, 7 if much else count // 3), count - 2]:
        database = place.new("cut")
        answer = apart(outcome_thrown_out, moment, folder, database).answer
        if answer == "done":  # thrown out while giving back the lock, after all was committed
            assert not differences(apart(told, database).answer, whole)
        else:
            assert answer.startswith("db.errors.Unreachable"), answer
        tried.append("done" if answer == "done" else "failed in words, then equal")
        assert not differences(apart(work_and_tell, "ingest", folder, database).answer, whole)


def outcome_thrown_out(moment, folder, database):
    at_moment(moment, lambda: throw_out(database))
    return outcome(folder, database)


def throw_out(database):
    engine = make_engine(database)
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"{others} AND pid <> pg_backend_pid()")
    engine.dispose()


CLOCKS = {
    "back between runs": [-400, -400],
    "back while it runs": [0, 0, -400],
    "to and fro": [0, 30, -3000, 1, -5, 900, -900],
    "far ahead": [20_000],
}
"""Days by which the clock is wrong, from one look at it to the next; the last one stays."""


@pytest.mark.parametrize("how", CLOCKS)
def test_a_clock_that_is_wrong(folder, whole, tmp_path, how, tried):
    database = tmp_path / "news.db"
    apart(work, "ingest", folder, str(database))
    copy = Path(shutil.copytree(folder, tmp_path / "news"))
    (copy / "000.txt").write_text((copy / "000.txt").read_text().replace("Moscow", "Geneva"))
    (copy / "empty2.txt").write_bytes(b"")
    expected = apart(ingest_both, folder, str(copy), str(tmp_path / "right.db"), [0]).answer
    found = apart(ingest_both, folder, str(copy), str(tmp_path / "wrong.db"), CLOCKS[how]).answer
    assert found == expected
    assert not differences(*(apart(told, str(tmp_path / f"{name}.db")).answer for name in ("right", "wrong")))
    times = rows(tmp_path / "wrong.db", "SELECT started_at <= finished_at, seconds >= 0 FROM ingest_runs")
    assert set(times) == {(1, 1)}
    assert rows(tmp_path / "wrong.db", "SELECT * FROM run_locks") == []
    tried.append("equal")


def ingest_both(folder, changed, database, days):
    """Two runs by a clock that is so many days wrong; how many rejects each says it met."""
    from datetime import timedelta

    from db.running import lock
    from flows.running import clock

    wrong, machine, servers = iter(days), clock._machine, lock.clock
    last = [0]

    def off():
        last[0] = next(wrong, last[0])
        return timedelta(days=last[0])

    clock._machine = lambda: machine() + off()
    lock.clock = lambda connection: servers(connection) + off()
    settings = Settings(database_url=database, batch_size=3)
    reports = [conduct([Path(each)], settings, {}) for each in (folder, changed)]
    return [(each.failing, each.tally.counts, each.tally.state) for each in reports]


def test_a_second_ingest_at_once(folder, whole, tmp_path, much, tried):
    """The first is held up at some moment: the second says who is writing, or waits; in the end all is as by one."""
    count = apart(statements_of, "ingest", folder, str(tmp_path / "count.db")).answer
    for moment in range(count // 5, count, 5 if much else count // 3):
        for path in tmp_path.glob("news.db*"):
            path.unlink()
        database = str(tmp_path / "news.db")
        first = FORGE.Process(target=stop_before, args=(moment, folder, database))
        first.start()
        stopped(first.pid)
        code, said = apart(command, "ingest", "--no-prefect", folder, "-d", database, "--wait", "0s").answer
        assert (code, "dateline: " in said) == (1, True), said
        assert "another run is writing to" in said or "is locked by another process" in said
        threading.Timer(0.5, os.kill, (first.pid, signal.SIGCONT)).start()
        code, said = apart(command, "ingest", "--no-prefect", folder, "-d", database, "--wait", "60s", busy=30).answer
        first.join()
        assert (code, first.exitcode) == (0, 0), said
        assert not differences(apart(told, database).answer, whole)
        tried.append("refused in words, then waited, then equal")


def stop_before(moment, folder, database):
    at_moment(moment, lambda: os.kill(os.getpid(), signal.SIGSTOP))
    work("ingest", folder, database)


def stopped(process):
    """Wait until a process has stopped."""
    for _ in range(1200):
        if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T":
            return
        time.sleep(0.05)
    raise AssertionError("it did not stop")


@pytest.mark.parametrize("left", [0, 100, 4096, 20_000])
def test_a_database_cut_short_is_refused_in_words_or_made_anew(folder, whole, tmp_path, left, tried):
    database = tmp_path / "news.db"
    work("ingest", folder, str(database))
    for path in tmp_path.glob("news.db-*"):
        path.unlink()
    os.truncate(database, left)
    answer = apart(outcome, folder, str(database)).answer
    if answer == "done":
        assert left == 0
        assert not differences(apart(told, str(database)).answer, whole)
    else:
        assert answer.startswith("db.errors.NotADatabase"), answer
    tried.append("made anew" if answer == "done" else "refused in words")


def test_a_folder_that_is_taken_away_while_it_is_read(folder, whole, tmp_path, tried):
    copy = shutil.copytree(folder, tmp_path / "news")
    database = str(tmp_path / "news.db")
    ended = apart(work_while_files_go, str(copy), database).answer
    assert ended == "done"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    assert not differences(apart(work_and_tell, "ingest", str(copy), database).answer, whole)
    tried.append("done, then equal")


def work_while_files_go(folder, database):
    """Every second file is gone once the folder has been looked at."""
    from flows.running import look

    look_at = look.look_at

    def look_and_remove(*arguments):
        seen = look_at(*arguments)
        for path in sorted(Path(folder).iterdir())[::2]:
            path.unlink()
        return seen

    look.look_at = look_and_remove
    return outcome(folder, database)


LOCKED = {
    "ingest": ["ingest", "--no-prefect", "FOLDER"],
    "reannotate": ["reannotate", "--no-prefect"],
    "prune": ["prune", "--keep-revisions", "1", "--yes"],
    "vacuum": ["vacuum"],
    "migrate": ["migrate"],
    "check --repair": ["check", "--repair"],
    "entities": ["entities", "rename", "person:anna-petrova", "Anna P.", "--why", "A test."],
}


@pytest.mark.parametrize("name", LOCKED)
def test_another_writer_that_never_ends(folder, tmp_path, name, tried):
    database = tmp_path / "news.db"
    apart(work, "ingest", folder, str(database))
    given = [folder if each == "FOLDER" else each for each in LOCKED[name]]
    with sqlite3.connect(database) as other:
        other.execute("BEGIN IMMEDIATE")
        code, said = apart(command, *given, "-d", str(database)).answer
    other.close()
    assert (code, f"dateline: {database} is locked by another process" in said) == (1, True), said
    tried.append("refused in words")


def test_errors_of_the_system_have_numbers():
    """`match="space"` above is the message of ENOSPC here."""
    assert "space" in os.strerror(errno.ENOSPC)
