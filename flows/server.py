"""A Prefect server of our own on 127.0.0.1, for as long as a schedule is served."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from flows.text.errors import DatelineError

USUAL_PORT = 4200
"""Prefect's own default port."""

LOGGED = {"PREFECT_LOGGING_SERVER_LEVEL": "WARNING", "PREFECT_LOGGING_ROOT_LEVEL": "WARNING"}
"""What goes to the server's own log."""


@contextmanager
def prefect_server(log: Path, wait: float = 180.0) -> Iterator[str]:
    """Run a Prefect server and give the address of its API; it is stopped, by its own process id, at the end.

    What it prints goes to `log`. Waits up to `wait` seconds for it to answer. Raises DatelineError when it does not.
    """
    port = free_port(USUAL_PORT)
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
            command,
            env={**os.environ, **LOGGED, "PREFECT_API_URL": url},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        if not _becomes_healthy(process, url, time.monotonic() + wait):
            raise DatelineError("the Prefect server did not start", f"see its own words in {log}")
        yield url
    finally:
        stop_group(process)


def free_port(wanted: int) -> int:
    """`wanted` when nothing listens there, else a port that the system chooses."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _becomes_healthy(process: "subprocess.Popen[bytes]", url: str, deadline: float) -> bool:
    while not (healthy := _is_healthy(url)) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.2)
    return healthy


def _is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310 - always http on 127.0.0.1
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def stop_group(process: "subprocess.Popen[bytes]", patience: float = 15.0) -> None:
    """Ask a process that leads its own group, and all in it, to end; insist after `patience` seconds."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(patience)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
