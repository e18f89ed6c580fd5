"""Serve the ingest flow on a timetable, with a Prefect server of our own when none is configured."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flows.prefect_setup import server_is_configured
from flows.server import prefect_server, stop_group
from flows.text.errors import DatelineError

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a flow runs: an interval, or a cron expression read in `timezone` (an IANA name)."""

    every: timedelta | None = None
    cron: str | None = None
    timezone: str = "UTC"


def serve_schedule(paths: list[str], timetable: Timetable, home: Path, announce: Callable[[str | None], None]) -> None:
    """Serve until SIGINT or SIGTERM; one run at a time. A server that was started here is stopped at the end.

    The serving itself is a process of its own, with the runs in its group: what does not end when asked is ended.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    own = nullcontext(None) if server_is_configured() else prefect_server(home / "prefect-server.log")
    with own as url:
        if url is not None:
            os.environ["PREFECT_API_URL"] = url
        worker = _start_worker(paths, timetable)
        announce(url)
        try:
            ended = worker.wait()
        finally:
            stop_group(worker)
        raise DatelineError(f"serving ended by itself, with code {ended}", f"see {home / 'prefect-server.log'}")


def _start_worker(paths: list[str], timetable: Timetable) -> "subprocess.Popen[bytes]":
    seconds = timetable.every.total_seconds() if timetable.every else None
    asked = json.dumps([paths, seconds, timetable.cron, timetable.timezone])
    command = [sys.executable, "-m", "flows.schedule", asked]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own interpreter and arguments


def serve(paths: list[str], timetable: Timetable) -> None:
    """Serve the flow in this process until it is stopped; a Prefect server must be configured."""
    # Prefect reads its settings when it is imported: not before the server's address stands in the environment.
    from prefect.runner import Runner
    from prefect.schedules import Cron, Interval
    from prefect.types.entrypoint import EntrypointType

    from flows.ingest import TAG, ingest

    class Server(Runner):
        """Leaves on SIGTERM as it does on SIGINT; Prefect 3.8's own way prints a traceback of cancelled tasks."""

        def handle_sigterm(self, *args: object, **kwargs: object) -> None:
            signal.raise_signal(signal.SIGINT)

    zone = timetable.timezone
    when = Cron(timetable.cron, timezone=zone) if timetable.cron else Interval(timetable.every or HOUR, timezone=zone)
    server = Server(name="dateline", limit=1, pause_on_shutdown=False)
    parameters = {"paths": paths}
    server.add_flow(
        ingest,
        name="dateline",
        schedule=when,
        parameters=parameters,
        tags=[TAG],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    with suppress(KeyboardInterrupt):
        asyncio.run(server.start())


if __name__ == "__main__":
    given, seconds, cron, zone = json.loads(sys.argv[1])
    serve(given, Timetable(timedelta(seconds=seconds) if seconds else None, cron, zone))
