"""Serve the ingest flow on a timetable, with a Prefect server of our own when none is configured."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flows.prefect_setup import server_is_configured
from flows.server import prefect_server
from flows.text.errors import SettingsError

HOUR = timedelta(hours=1)
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a flow runs: an interval, or a cron expression read in `timezone` (an IANA name)."""

    every: timedelta | None = None
    cron: str | None = None
    timezone: str = "UTC"


def parse_interval(text: str) -> timedelta:
    """`90s`, `15m`, `6h` or `1d` as a timedelta. Raises SettingsError for anything else."""
    number, unit = text[:-1], UNITS.get(text[-1:])
    if unit is None or not number.isascii() or not number.isdigit() or int(number) == 0:
        raise SettingsError(f"{text!r} is no interval", "write it like 30s, 15m, 6h or 1d")
    return timedelta(**{unit: int(number)})


def serve_schedule(paths: list[str], timetable: Timetable, home: Path, announce: Callable[[str | None], None]) -> None:
    """Serve until SIGINT or SIGTERM; one run at a time. A server that was started here is stopped at the end."""
    signal.signal(signal.SIGTERM, _leave)  # Prefect takes the signal over once it serves
    own = nullcontext(None) if server_is_configured() else prefect_server(home / "prefect-server.log")
    with own as url:
        if url is not None:
            os.environ["PREFECT_API_URL"] = url
        announce(url)
        _serve(paths, timetable)


def _leave(number: int, frame: object) -> None:
    sys.exit(128 + number)


def _serve(paths: list[str], timetable: Timetable) -> None:
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
