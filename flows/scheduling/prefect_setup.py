"""How Prefect behaves under dateline: quiet, local, no telemetry. Sets this process alone, and only what is unset."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from flows.scheduling.logs import RUNS_LOG, bound_logs
from flows.scheduling.server import running_server
from flows.text.errors import DatelineError, SettingsError

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # The server that a run brings up for itself complains of its own shutting down.
    "PREFECT_LOGGING_SERVER_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_ROOT_LEVEL": "CRITICAL",
    "PREFECT_SHOW_PROMOTIONAL_CONTENT": "false",
    "DO_NOT_TRACK": "1",
    # A first start on a busy machine takes longer than Prefect's own 20 s.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
    # The server that a run brings up for itself stops before its recorder has drained, unless it records often.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "0.5",
    # Prefect's own history goes after a month; its events are not kept: runs, states and artifacts tell it all. No more
    # runs are laid out in advance than the scheduler needs. Its database would grow for ever else.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * 86400),
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS": "20",
    # Marking runs as late each 5 s finds Prefect's SQLite file locked, and logs 8 kB each time; we look by ourselves.
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
}


def prepare_prefect(home: Path) -> None:
    """Give the environment dateline's defaults for Prefect; must run before Prefect is imported.

    What a person has set wins: a variable, or a profile of theirs that names a server. Otherwise Prefect keeps its
    files in `home`/prefect, and a schedule's server that runs there is used.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    if not server_is_configured():
        os.environ.setdefault("PREFECT_HOME", str(make_home((home / "prefect").absolute())))
        if url := running_server(home):
            os.environ["PREFECT_API_URL"] = url


@contextmanager
def server_answers() -> Iterator[None]:
    """Raise DatelineError where the server that a person names does not answer, or is none of Prefect's."""
    import httpx  # noqa: PLC0415 - Prefect's own, and slow to import

    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "reach API" not in str(error):
            raise
        host = urlsplit(os.environ.get("PREFECT_API_URL", "")).hostname
        mend = "start it, mend PREFECT_API_URL, or do without: --no-prefect"
        raise DatelineError(f"the Prefect server on {host or 'this machine'} does not answer: {error}", mend) from error


def make_home(folder: Path) -> Path:
    """The folder, made when it is not there. Raises SettingsError when it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"cannot make {folder}: {error.strerror}", "set DATELINE_HOME to a folder to write in"
        ) from None
    return folder


def log_to_file(home: Path) -> Path:
    """Send what Prefect logs to `home`/prefect.log instead of the terminal; give the file. Call after its import."""
    path = home / RUNS_LOG
    bound_logs(home)
    root = logging.getLogger()
    for handler in [h for h in root.handlers if type(h).__name__ == "PrefectConsoleHandler"]:
        root.removeHandler(handler)
    file_handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    file_handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(file_handler)
    return path


def server_is_configured() -> bool:
    """Whether the person's environment or Prefect profile names a Prefect server."""
    if os.environ.get("PREFECT_API_URL"):
        return True
    home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH") or home / "profiles.toml")
    return profiles.is_file() and "PREFECT_API_URL" in profiles.read_text(errors="replace")
