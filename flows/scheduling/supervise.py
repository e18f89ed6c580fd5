"""Keep a schedule served for months: a Prefect server when none is configured, and the process that serves the runs.

Whichever of the two ends by itself is started again. When this process is killed, both are asked to end.
"""

import fcntl
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path

from flows.scheduling.leash import leashed
from flows.scheduling.logs import SERVER_LOG, bound_logs
from flows.scheduling.prefect_setup import server_is_configured
from flows.scheduling.server import Server, prefect_server, stop_group
from flows.text.errors import DatelineError, SettingsError

STEADY = 60.0
"""Seconds of serving after which earlier failures are forgotten."""

MOST_FAILURES = 5
"""Failures to come up, one after another, after which it is given up."""

logger = logging.getLogger("dateline.schedule")


@dataclass(frozen=True, slots=True)
class Served:
    """What is served: paths, under the name of a deployment, each so many seconds or by a cron expression in a zone.

    `feeds` are addresses and paths of files of feeds.
    """

    paths: list[str]
    name: str
    home: str
    seconds: float | None = None
    cron: str | None = None
    timezone: str = "UTC"
    feeds: list[str] = field(default_factory=list)
    allow_private: bool = False

    def __str__(self) -> str:
        """`every 15 minutes` or `at "0 6 * * *" (Europe/Paris)`."""
        return f"every {self.seconds:g} s" if self.seconds else f'at "{self.cron}" ({self.timezone})'


def supervise(served: Served, announce: Callable[[str | None], None]) -> None:
    """Serve until SIGINT or SIGTERM, one run at a time; `announce` is told the address of the API, each time it is up.

    The serving itself is a process of its own, with the runs in its group: what does not end when asked is ended.
    Raises DatelineError when it does not stay up.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    failures = 0
    with _alone(Path(served.home)):
        while True:
            began = time.monotonic()
            try:
                ended = _serve_once(served, announce)
            except DatelineError as error:
                ended = error.message
            failures = 1 if time.monotonic() - began > STEADY else failures + 1
            if failures >= MOST_FAILURES:
                raise DatelineError(f"{ended}, {failures} times", f"see {served.home}/{SERVER_LOG}")
            logger.warning("%s; starting again", ended)
            time.sleep(2.0 ** (failures - 1))


def _serve_once(served: Served, announce: Callable[[str | None], None]) -> str:
    """Serve until something ends by itself; what that was."""
    with nullcontext(None) if server_is_configured() else prefect_server(Path(served.home)) as server:
        worker = _start_worker(served, server)
        announce(server.url if server else None)
        try:
            return _first_to_end(worker, server, Path(served.home))
        finally:
            stop_group(worker)


def _start_worker(served: Served, server: Server | None) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "flows.schedule", json.dumps(asdict(served))]
    environment = {**os.environ, **({"PREFECT_API_URL": server.url} if server else {})}
    return subprocess.Popen(leashed(command), env=environment, start_new_session=True)  # noqa: S603 - our own


def _first_to_end(worker: "subprocess.Popen[bytes]", server: Server | None, home: Path) -> str:
    while True:
        bound_logs(home)
        if worker.poll() is not None:
            return f"serving ended by itself, with code {worker.returncode}"
        if server is not None and server.process.poll() is not None:
            return f"the Prefect server ended by itself, with code {server.process.returncode}"
        time.sleep(0.5)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """The only schedule that keeps its files in this home; the system lets go of the mark however the process ends."""
    with (home / "schedule.lock").open("w") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SettingsError(
                f"another schedule keeps its files in {home}", "set DATELINE_HOME to another folder for this one"
            ) from None
        yield
