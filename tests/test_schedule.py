"""A scheduled run fires on the pinned set, one at a time, and stopping leaves no process behind."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from flows.intervals import parse_interval
from flows.server import free_port
from flows.text.errors import SettingsError
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
    assert f"def {name}(paths" in (root / file).read_text()
    assert set(deployment["parameters"]) == {"paths"}


def processes_with(marker: str) -> list[str]:
    """Command lines of the processes whose environment holds `marker`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def wait_for(condition, seconds=PATIENCE):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.5)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="NO /proc HERE: cannot see which processes are left")
def test_a_scheduled_run_fires_and_stopping_leaves_nothing(tmp_path):
    write_stories(tmp_path / "news", 1)
    database = tmp_path / "dateline.db"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "PREFECT_"))}
    environment |= {"DATELINE_DATABASE_URL": str(database), "DATELINE_HOME": str(tmp_path / "home")}
    with (tmp_path / "out").open("w") as out:
        command = [str(DATELINE), "schedule", str(tmp_path / "news"), "--every", "5s"]
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=out, stderr=out)
    try:
        wait_for(lambda: (database.exists() and finished(database) >= 2) or process.poll() is not None)
        assert process.poll() is None, (tmp_path / "out").read_text()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    wait_for(lambda: not processes_with(str(database)), 30)
    shown = (tmp_path / "out").read_text()
    assert "http://127.0.0.1:" in shown
    assert "Traceback" not in shown
    assert process.returncode == 0
    overlaps = "SELECT count(*) FROM ingest_runs a JOIN ingest_runs b ON a.id < b.id AND b.started_at < a.finished_at"
    assert rows(database, overlaps) == [(0,)]


def finished(database: Path) -> int:
    """Runs that ended well."""
    try:
        return len(rows(database, "SELECT 1 FROM ingest_runs WHERE state = 'completed'"))
    except Exception:
        return 0
