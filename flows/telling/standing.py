"""How things stand, for people and monitors: the database, the disk, the schedule, Prefect's own files."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from db.engine import database_name, make_engine, transaction
from db.models import instant_text
from db.running.lock import Held
from db.running.status import Status, status_of
from db.sqlite import path_of
from flows.scheduling.timetable import read_timetable
from flows.settings import Settings

RUN_FACTS = (
    *("id", "work", "state", "started_at", "finished_at", "seconds", "files_seen", "files_new", "files_changed"),
    *("files_unchanged", "files_vanished", "files_rejected", "rejects", "articles", "mentions", "entities"),
    *("notices_learned", "articles_cleaned_again", "articles_stale", "reasons", "step_seconds", "versions", "error"),
)


def standing(settings: Settings) -> dict[str, Any]:
    """Everything that `dateline status` tells, as JSON takes it. Raises DatabaseError when there is no database."""
    engine = make_engine(settings.database_url, read_only=True)
    try:
        with transaction(engine) as connection:
            status = status_of(connection)
    finally:
        engine.dispose()
    return {
        "database": database_name(engine.url),
        "bytes": status.bytes,
        "disk_free_bytes": _free(settings),
        "schema": status.schema,
        "schema_is_current": status.is_current,
        "documents": status.documents,
        "documents_vanished": status.vanished,
        "articles": status.articles,
        "articles_stale": status.stale,
        "rejects_open": status.open_rejects,
        "rejects_ignored": status.ignored_rejects,
        "writing": _held(status.writing),
        "schedule": _schedule(settings, status),
        "prefect_bytes": prefect_bytes(settings.home),
        "runs": [{name: _plain(run.get(name)) for name in RUN_FACTS} for run in status.runs],
    }


def prefect_bytes(home: Path) -> int:
    """Size of Prefect's own database, where it is a file of ours or the person's."""
    place = Path(os.environ.get("PREFECT_HOME") or home / "prefect")
    return sum(file.stat().st_size for file in _files(place))


def _files(place: Path) -> Iterator[Path]:
    return (file for end in ("", "-wal", "-shm") if (file := place / f"prefect.db{end}").exists())


def _free(settings: Settings) -> int | None:
    path = path_of(settings.database_url)
    return shutil.disk_usage(path.absolute().parent).free if path else None


def _schedule(settings: Settings, status: Status) -> dict[str, Any] | None:
    """The schedule that is served on this database, with what it noted of itself; None when none is."""
    if status.serving is None:
        return None
    noted = read_timetable(settings.home) or {}
    return {**(_held(status.serving) or {}), "next": noted.get("next"), "pages": noted.get("pages")}


def _held(lock: Held | None) -> dict[str, Any] | None:
    if lock is None:
        return None
    holder = lock.holder
    return {
        "work": lock.work,
        "process": holder.process,
        "machine": holder.machine_name,
        "since": instant_text(lock.taken_at),
    }


def _plain(value: Any) -> Any:
    return instant_text(value) if isinstance(value, datetime) else value
