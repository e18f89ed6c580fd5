"""A scheduled run fires on the pinned set, one at a time, and stopping leaves no process behind."""

import ast
import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from flows.scheduling.intervals import parse_interval
from flows.scheduling.logs import SERVER_LOG, bound_logs
from flows.scheduling.server import free_port
from flows.text.errors import SettingsError
from tests.fetch.server import served as website
from tests.folders import rows, write_stories

DATELINE = Path(sys.executable).with_name("dateline")
PATIENCE = 240
"""Seconds: a Prefect server with an empty home takes its time to come up on a busy machine."""


@pytest.mark.parametrize(("text", "seconds"), [("30s", 30), ("15m", 900), ("6h", 21600), ("1d", 86400)])
def test_intervals(text, seconds):
    assert parse_interval(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "15", "m", "0s", "-5m", "1.5h", "5 m", "٣m", "1w"])
def test_what_is_no_interval(text):
    with pytest.raises(SettingsError, match="interval"):
        parse_interval(text)


def test_a_taken_port_is_not_used():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) != port


def test_the_deployment_file_names_the_flow():
    import yaml

    root = Path(__file__).parent.parent
    (deployment,) = yaml.safe_load((root / "prefect.yaml").read_text())["deployments"]
    file, name = deployment["entrypoint"].split(":")
    (flow,) = [
        each
        for each in ast.parse((root / file).read_text()).body
        if isinstance(each, ast.FunctionDef) and each.name == name
    ]
    needed = {each.arg for each in flow.args.args[: -len(flow.args.defaults)]}
    assert needed <= set(deployment["parameters"]) <= {each.arg for each in flow.args.args}


def test_a_schedule_of_feeds_alone_is_told_what_is_wrong_with_their_file(tmp_path):
    (tmp_path / "feeds.toml").write_text("[[feed]]\nname = 'x'\n")
    for given, told in ((["--feeds", "feeds.toml"], "each [[feed]] needs a url"), ([], "there is nothing to read")):
        command = [str(DATELINE), "schedule", *given, "--every", "5s"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 2
        assert told in " ".join(done.stderr.split())


def test_logs_do_not_grow_for_ever(tmp_path):
    log, appending = tmp_path / SERVER_LOG, (tmp_path / SERVER_LOG).open("a")
    with appending:
        for words, kept in (("a" * 60, "a" * 60), ("b" * 30, "a" * 60), ("c" * 30, "b" * 30 + "c" * 30)):
            appending.write(words)
            appending.flush()
            bound_logs(tmp_path, 50)
            assert (tmp_path / f"{SERVER_LOG}.1").read_text() == kept
    assert log.read_text() == ""


@pytest.fixture
def served(tmp_path):
    """A schedule that is served, with what it prints in `out`; whatever is left of it is ended."""
    write_stories(tmp_path / "news", 1)
    with website() as site:
        story = (
            f"<title>Bridge opens</title><h1>Bridge opens</h1><p>{'The new bridge over the Maren is open. ' * 9}</p>"
        )
        site.pages["/a"] = story.encode()
        link = f"<item><link>{site.url('/a')}</link></item>"
        site.pages["/rss"] = f"<rss version='2.0'><channel>{link}</channel></rss>".encode()
        feeds = f'delay = 0\nallow_private = true\n[[feed]]\nurl = "{site.url("/rss")}"\n'
        (tmp_path / "feeds.toml").write_text(feeds)
        yield from serving(tmp_path)


def serving(tmp_path):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "PREFECT_"))}
    environment |= {"DATELINE_DATABASE_URL": str(tmp_path / "dateline.db"), "DATELINE_HOME": str(tmp_path / "home")}
    command = [str(DATELINE), "schedule", str(tmp_path / "news"), "--feeds", "feeds.toml", "--every", "5s"]

    def start():
        out = (tmp_path / "out").open("a")
        with out:
            return subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=out, stderr=out)

    process = start()
    yield process, start, environment
    for number, _ in processes_with(str(tmp_path / "dateline.db")):
        os.kill(number, signal.SIGKILL)
    process.wait(60)


def processes_with(marker: str) -> list[tuple[int, str]]:
    """Number and command line of the processes whose environment holds `marker`, but for this one."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (process / "environ").read_bytes() and int(process.name) != os.getpid():
                found.append((int(process.name), (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()))
        except OSError:
            continue
    return found


def wait_for(condition, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.5)


def finished(database: Path) -> int:
    """Runs that ended well."""
    try:
        return len(rows(database, "SELECT 1 FROM ingest_runs WHERE state = 'completed'"))
    except Exception:
        return 0


on_linux = pytest.mark.skipif(not Path("/proc").is_dir(), reason="NO /proc HERE: cannot see which processes are left")


@pytest.mark.slow
@on_linux
def test_a_scheduled_run_fires_and_stopping_leaves_nothing(tmp_path, served):
    process, _, environment = served
    database = tmp_path / "dateline.db"
    wait_for(lambda: finished(database) >= 2 or process.poll() is not None)
    assert process.poll() is None, (tmp_path / "out").read_text()
    second = subprocess.run(process.args, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert second.returncode == 1
    assert f"a schedule is served already on {database}: schedule every 5 s, process {process.pid}" in second.stderr
    status = subprocess.run([str(DATELINE), "status", "--json"], cwd=tmp_path, env=environment, capture_output=True)
    told = json.loads(status.stdout)
    assert told["schedule"]["process"] == process.pid
    assert told["schedule"]["pages"].startswith("http://127.0.0.1:")
    assert told["runs"][0]["state"] in ("completed", "running")
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    wait_for(lambda: not processes_with(str(database)), 30)
    assert rows(database, "SELECT title FROM articles WHERE url LIKE 'http%'") == [("Bridge opens",)]
    shown = (tmp_path / "out").read_text()
    assert "http://127.0.0.1:" in shown
    assert "Traceback" not in shown
    overlaps = "SELECT count(*) FROM ingest_runs a JOIN ingest_runs b ON a.id < b.id AND b.started_at < a.finished_at"
    assert rows(database, overlaps) == [(0,)]
    assert rows(database, "SELECT * FROM run_locks") == []


@pytest.mark.slow
@on_linux
def test_killed_it_takes_its_processes_along_and_the_next_one_goes_on(tmp_path, served):
    process, start, _ = served
    database = tmp_path / "dateline.db"
    wait_for(lambda: finished(database) >= 1 or process.poll() is not None)
    assert process.poll() is None, (tmp_path / "out").read_text()
    process.kill()
    process.wait()
    wait_for(lambda: not processes_with(str(database)), 60)
    before = finished(database)
    again = start()
    wait_for(lambda: finished(database) > before or again.poll() is not None)
    again.send_signal(signal.SIGTERM)
    again.wait(60)
