"""One writer at a time: who holds the lock is named, who is gone loses it, and who lost it can write nothing."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text, update

from db.engine import make_engine, transaction
from db.errors import LockLost, RunGoingOn
from db.running import lock as module
from db.running.holders import Holder, is_alive, this_process
from db.running.lock import LOCKS, Held, held, run_lock

HOLDING = """
import sys, time
from db.engine import make_engine
from db.running.lock import run_lock
with run_lock(make_engine(sys.argv[1]), "ingest"):
    print("held", flush=True)
    time.sleep(600)
"""


def standing(engine: Engine) -> Held | None:
    with transaction(engine) as connection:
        return held(connection)


def another(engine: Engine) -> Engine:
    """The same database, as another process would open it."""
    return make_engine(engine.url.render_as_string(hide_password=False))


def become(engine: Engine, **values: object) -> None:
    """Change the row of the lock behind its holder's back."""
    with transaction(another(engine)) as connection:
        connection.execute(update(LOCKS).values(**values))


def refused(engine: Engine, match: str = "process") -> None:
    with pytest.raises(RunGoingOn, match=match), run_lock(another(engine), "ingest"):
        pytest.fail("two hold it")


@pytest.fixture
def other(engine: Engine) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the lock."""
    command = [sys.executable, "-c", HOLDING, engine.url.render_as_string(hide_password=False)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent.parent)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_lock_is_there_while_it_is_held_and_gone_after(engine: Engine) -> None:
    with run_lock(engine, "ingest"):
        found = standing(engine)
        assert found is not None
        assert (found.work, found.holder) == ("ingest", this_process())
        assert found.expires_at > datetime.now(UTC) + timedelta(seconds=60)
    assert standing(engine) is None


def test_a_second_one_is_refused_and_told_who_holds_it(engine: Engine) -> None:
    with run_lock(engine, "reannotate"):
        expected = rf"reannotate, process {this_process().process} on .*, since 20"
        with pytest.raises(RunGoingOn, match=expected) as told, run_lock(another(engine), "ingest"):
            pytest.fail("two hold it")
        assert "--wait" in told.value.mend
        assert standing(engine) is not None


def test_it_is_given_back_when_a_run_fails(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), run_lock(engine, "ingest"):
        raise ZeroDivisionError
    assert standing(engine) is None


def test_who_waits_gets_it_when_the_other_ends(engine: Engine) -> None:
    ended, order = threading.Event(), []

    def first() -> None:
        with run_lock(engine, "ingest"):
            held_now.set()
            ended.wait(30)
            order.append("first")

    held_now = threading.Event()
    thread = threading.Thread(target=first)
    thread.start()
    held_now.wait(30)
    threading.Timer(0.2, ended.set).start()
    with run_lock(another(engine), "reannotate", timedelta(seconds=60)):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


@pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="NO /proc HERE: a killed process is found out by its lease alone"
)
def test_a_killed_process_loses_it_at_once(engine: Engine, other: "subprocess.Popen[str]") -> None:
    refused(engine, f"process {other.pid} ")
    other.kill()
    other.wait()
    with run_lock(engine, "ingest"):
        found = standing(engine)
        assert found is not None
        assert found.holder == this_process()


def test_a_machine_that_cannot_be_asked_loses_it_when_its_lease_lapses(engine: Engine) -> None:
    with run_lock(engine, "ingest"):
        become(engine, machine="elsewhere")
        refused(engine, "on elsewhere")
        become(engine, expires_at=datetime.now(UTC) - timedelta(seconds=5))
        with run_lock(another(engine), "reannotate"):
            found = standing(another(engine))
            assert found is not None
            assert found.work == "reannotate"


def test_a_process_that_is_there_keeps_it_past_its_lease(engine: Engine) -> None:
    with run_lock(engine, "ingest"):
        become(engine, expires_at=datetime.now(UTC) - timedelta(minutes=5))
        refused(engine)
        become(engine, expires_at=datetime.now(UTC) - timedelta(hours=2))
        with run_lock(another(engine), "reannotate"):
            assert standing(another(engine)) is not None


def test_a_clock_that_was_set_back_does_not_keep_it_for_years(engine: Engine) -> None:
    with run_lock(engine, "ingest"):
        become(engine, machine="elsewhere", expires_at=datetime.now(UTC) + timedelta(days=900))
        refused(engine, "on elsewhere")
        found = standing(engine)
        assert found is not None
        assert found.expires_at <= datetime.now(UTC) + module.LEASE
        become(engine, expires_at=datetime.now(UTC) - timedelta(seconds=5))
        with run_lock(another(engine), "reannotate"):
            pass


def test_who_lost_it_can_commit_nothing_more(engine: Engine) -> None:
    statement = text("INSERT INTO collections (name, kind, location) VALUES ('lost', 'folder', '/')")
    with run_lock(engine, "ingest"):
        become(engine, token="somebody else's")
        with pytest.raises(LockLost), transaction(engine) as connection:
            connection.execute(statement)
    with transaction(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM collections")).scalar() == 0
        connection.execute(statement)
    found = standing(engine)
    assert found is not None, "the other's lock was taken away"


def test_the_lease_is_renewed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RENEWED_EVERY", 0.02)
    with run_lock(engine, "ingest"):
        become(engine, expires_at=datetime(2020, 1, 1, tzinfo=UTC))
        renewed = threading.Event()
        for _ in range(500):
            found = standing(engine)
            if found is not None and found.expires_at > datetime.now(UTC):
                break
            renewed.wait(0.02)
        else:
            pytest.fail("not renewed")


def test_who_is_alive() -> None:
    me = this_process()
    assert is_alive(me) in (True, None)
    assert is_alive(me._replace(machine="elsewhere")) is None
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    assert is_alive(Holder(me.machine, gone.pid, me.began)) is False
