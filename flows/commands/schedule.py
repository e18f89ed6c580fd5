"""`dateline schedule`: check what was asked for, say what happens, then serve."""

import os
from pathlib import Path

from flows.intervals import parse_interval
from flows.prefect_setup import prepare_prefect
from flows.schedule import Timetable, serve_schedule
from flows.settings import Settings
from flows.text.errors import SettingsError


def run_schedule(paths: list[Path], settings: Settings, *, every: str | None, cron: str | None, timezone: str) -> None:
    """Serve the ingest of `paths` until stopped. Raises SettingsError for a timetable or folder that cannot be."""
    timetable = _timetable(every, cron, timezone)
    for path in paths:
        if not path.exists():
            raise SettingsError(f"no folder at {path}", "give a folder or file that exists")
    settings.export(os.environ)
    prepare_prefect(settings.home)
    serve_schedule([str(path.absolute()) for path in paths], timetable, settings.home, _announce)


def _timetable(every: str | None, cron: str | None, timezone: str) -> Timetable:
    if (every is None) == (cron is None):
        raise SettingsError(
            "a schedule needs an interval or a cron expression", "give --every 15m or --cron '0 6 * * *'"
        )
    return Timetable(parse_interval(every) if every else None, cron, timezone)


def _announce(url: str | None) -> None:
    pages = url.removesuffix("/api") if url else os.environ.get("PREFECT_API_URL", "").removesuffix("/api")
    print(f"dateline: scheduled; runs are at {pages}/runs; stop with Ctrl-C", flush=True)
