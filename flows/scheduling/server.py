"""A Prefect server of our own on 127.0.0.1, for as long as a schedule is served."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from db.running.holders import Holder, is_alive, process_of
from flows.scheduling.leash import leashed
from flows.scheduling.logs import SERVER_LOG
from flows.text.errors import DatelineError

USUAL_PORT = 4200
"""Prefect's own default port."""

LOGGED = {"PREFECT_LOGGING_SERVER_LEVEL": "WARNING", "PREFECT_LOGGING_ROOT_LEVEL": "WARNING"}
"""What goes to the server's own log."""

NOTE = "server.json"
"""File in dateline's home that says which server of ours runs: its address and its process."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server of ours: the address of its API, and its process."""

    url: str
    process: "subprocess.Popen[bytes]"


@contextmanager
def prefect_server(home: Path, wait: float = 180.0) -> Iterator[Server]:
    """Run a Prefect server; it is stopped, by its own process id, at the end, and ends when this process is killed.

    What it prints goes to `home`/prefect-server.log. One that an earlier process left behind is stopped first. Waits up
    to `wait` seconds for it to answer. Raises DatelineError when it does not.
    """
    stop_stale_server(home)
    port, log = free_port(USUAL_PORT), home / SERVER_LOG
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
            leashed(command),
            env={**os.environ, **LOGGED, "PREFECT_API_URL": url},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    (home / NOTE).write_text(json.dumps({"url": url, "process": process_of(process.pid)}), encoding="utf-8")
    try:
        if not _becomes_healthy(process, url, time.monotonic() + wait):
            raise DatelineError("the Prefect server did not start", f"see its own words in {log}")
        yield Server(url, process)
    finally:
        stop_group(process)
        (home / NOTE).unlink(missing_ok=True)


def running_server(home: Path) -> str | None:
    """The address of the API of the server of ours that runs, if one does."""
    url, holder = _noted(home)
    return url if holder is not None and is_alive(holder) else None


def stop_stale_server(home: Path) -> None:
    """Stop the server that an earlier process of ours noted and left behind, with its group."""
    _, holder = _noted(home)
    if holder is not None and is_alive(holder):
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(holder.process, sign)
            deadline = time.monotonic() + 15
            while is_alive(holder) and time.monotonic() < deadline:
                time.sleep(0.1)
    (home / NOTE).unlink(missing_ok=True)


def _noted(home: Path) -> tuple[str, Holder | None]:
    try:
        noted = json.loads((home / NOTE).read_text(encoding="utf-8"))
        return str(noted["url"]), Holder(*noted["process"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", None


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
