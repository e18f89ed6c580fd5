"""Too little of everything: the run says so in words, and with enough of it the next run completes the same tables."""

import errno
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.torture.plug import differences, told, work, work_and_tell
from tests.torture.processes import apart, limit
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


def test_the_database_is_removed_midway(folder, whole, tmp_path, tried):
    """What is lost is lost, but the next run makes it whole."""
    database = tmp_path / "news.db"
    work("ingest", folder, str(database))
    for path in tmp_path.glob("news.db*"):
        path.unlink()
    assert not differences(apart(work_and_tell, "ingest", folder, str(database)).answer, whole)
    tried.append("equal")


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


def test_another_writer_that_never_ends(folder, tmp_path, monkeypatch, tried):
    database = tmp_path / "news.db"
    work("ingest", folder, str(database))
    with sqlite3.connect(database) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = apart(outcome_without_patience, folder, str(database)).answer
    assert answer.startswith("db.errors.LockedDatabase"), answer
    tried.append("refused in words")


def outcome_without_patience(folder, database):
    import db.sqlite

    db.sqlite.BUSY_SECONDS = 0.3
    return outcome(folder, database)


def test_errors_of_the_system_have_numbers():
    """`match="space"` above is the message of ENOSPC here."""
    assert "space" in os.strerror(errno.ENOSPC)
