"""How things stand, for people and monitors: the database, the disk, the schedule, Prefect's own files."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db.instants import instant_text
from db.running.holders import Held
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
    """Everything that `dateline status` tells, as JSON takes it; counts are null for a database of another schema.

    Raises DatabaseError when there is no database.
    """
    status = status_of(settings.database_url)
    return {
        "database": _name(settings.database_url),
        "bytes": status.bytes,
        "disk_free_bytes": _free(settings),
        "schema": status.schema,
        "schema_is_current": status.is_current,
        **{name: value if status.is_current else None for name, value in _counts(status).items()},
        "writing": _held(status.writing),
        "schedule": _schedule(settings, status),
        "prefect_bytes": prefect_bytes(settings.home),
        "runs": [{name: run.get(name) for name in RUN_FACTS} for run in status.runs],
    }


def _counts(status: Status) -> dict[str, int]:
    return {
        "documents": status.documents,
        "documents_vanished": status.vanished,
        "articles": status.articles,
        "articles_stale": status.stale,
        "rejects_open": status.open_rejects,
        "rejects_ignored": status.ignored_rejects,
    }


def _name(address: str) -> str:
    """What to call the database in front of people; never the password."""
    if path := path_of(address):
        return str(path)
    from db.engine import database_name, database_url  # noqa: PLC0415 - imports SQLAlchemy, a third of a second

    return database_name(database_url(address))


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
