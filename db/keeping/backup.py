"""A copy of a SQLite database while it is in use: consistent, whole or not there at all."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from db import sqlite
from db.engine import database_url
from db.errors import DatabaseError, NotADatabase, WrongAddress

PART = ".part"
"""What the copy's name ends with until it is whole."""


def back_up(address: str, target: Path) -> int:
    """Copy the database at `address` to `target`, replacing what is there; the copy's size in bytes.

    It holds what was committed when the copying began; writers go on meanwhile. In the copy nobody holds the run lock.
    Raises WrongAddress for PostgreSQL, which has a tool of its own, and for a target that is in use; MissingDatabase,
    and what the disk says.
    """
    source, part = _source(address), target.with_name(target.name + PART)
    _require_no_log(target)
    _remove(part)
    try:
        with closing(sqlite.connect(source, read_only=True)) as live, closing(sqlite3.connect(part)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            with copy:
                copy.execute("DELETE FROM run_locks")
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise NotADatabase(f"the copy of {source} is not sound", "run `dateline check` on the database")
        _to_disk(part)
        part.replace(target)
        _to_disk(target.parent)
    except sqlite3.Error as error:
        raise sqlite.told(error, str(part)) from error
    except OSError as error:
        raise DatabaseError(f"{target} cannot be written: {error.strerror}", "name another file") from error
    finally:
        _remove(part)
    return target.stat().st_size


def _source(address: str) -> Path:
    url = database_url(address)
    if url.get_backend_name() != "sqlite":
        name = url.set(drivername="postgresql", password=None).render_as_string()
        raise WrongAddress("PostgreSQL is copied by its own tool", f"pg_dump --format=custom --file=FILE {name}")
    path = Path(url.database or "").expanduser()
    sqlite.require_file(path)
    return path


def _require_no_log(target: Path) -> None:
    """SQLite would play a log that stands beside the target back into the copy, whatever it was of."""
    for ending in ("-wal", "-journal"):
        log = target.with_name(target.name + ending)
        if log.exists() and log.stat().st_size:
            what = f"{target} is in use, or was left open by a process that was killed: {log} stands beside it"
            raise WrongAddress(what, f"name another file, or remove both {target} and {log}")


def _remove(part: Path) -> None:
    """What there is of a copy that is not whole; one that was killed may have left it."""
    for path in (part, part.with_name(part.name + "-journal")):
        path.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
