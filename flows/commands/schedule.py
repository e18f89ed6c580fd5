"""`dateline schedule`: check what was asked for, be the only one, say what happens, then serve."""

import hashlib
import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from db.engine import database_name, database_url, make_engine
from db.migrate import migrate
from db.running.lock import schedule_lock
from flows.fetch.gather import Feeds, addresses, require_fetching
from flows.scheduling.intervals import parse_interval
from flows.scheduling.prefect_setup import make_home, prepare_prefect
from flows.scheduling.server import stop_stale_server
from flows.scheduling.supervise import Served, supervise
from flows.settings import Settings
from flows.telling.log import log_as_asked
from flows.text.errors import SettingsError
from flows.text.slugs import slug


def run_schedule(
    paths: list[Path], feeds: Feeds, settings: Settings, *, every: str | None, cron: str | None, timezone: str
) -> None:
    """Serve the ingest of `paths` and `feeds` until stopped.

    Raises SettingsError for a timetable or folder that cannot be, RunGoingOn when a schedule is served already.
    """
    if (every is None) == (cron is None):
        raise SettingsError(
            "a schedule needs an interval or a cron expression", "give --every 15m or --cron '0 6 * * *'"
        )
    _require_sense(cron, timezone)
    seconds = parse_interval(every).total_seconds() if every else None
    for path in paths:
        if not path.exists():
            raise SettingsError(f"no folder at {path}", "give a folder or file that exists")
    if feeds:
        require_fetching(feeds)
    log_as_asked(settings.log)
    home = make_home(settings.home.absolute())
    places = [str(path.absolute()) for path in paths]
    served = Served(places, _name(settings), str(home), seconds, cron, timezone, addresses(feeds), feeds.allow_private)
    settings.export(os.environ)
    os.environ["DATELINE_HOME"] = str(home)
    engine = make_engine(settings.database_url)
    try:
        migrate(engine)
        with schedule_lock(engine, f"schedule {served}"):
            stop_stale_server(home)
            prepare_prefect(home)
            supervise(served, _announce)
    finally:
        engine.dispose()


def _require_sense(cron: str | None, timezone: str) -> None:
    if cron is not None and len(cron.split()) != 5:
        raise SettingsError(f"{cron!r} is no cron expression", "give five fields, as in '0 6 * * *'")
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(f"there is no time zone {timezone}", "give an IANA name, as in Europe/Paris") from None


def _name(settings: Settings) -> str:
    """The deployment's: the database's name, and what tells databases of that name apart on a server they share."""
    url = database_url(settings.database_url)
    where = str(Path(url.database or "").absolute()) if url.get_backend_name() == "sqlite" else database_name(url)
    return f"{slug(Path(url.database or '').stem)}-{hashlib.sha256(where.encode()).hexdigest()[:6]}"


def _announce(url: str | None) -> None:
    pages = (url or os.environ.get("PREFECT_API_URL", "")).removesuffix("/api")
    print(f"dateline: scheduled; runs are at {pages}/runs; stop with Ctrl-C", flush=True)
