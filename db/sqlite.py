"""SQLite files: opening them, and telling their errors in words. Needs the standard library only."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote, unquote

from db.errors import (
    DatabaseError,
    DatabaseFull,
    DatabaseGone,
    LockedDatabase,
    MissingDatabase,
    NotADatabase,
    QueryError,
    QueryTimeout,
    ReadOnlyDatabase,
)

BUSY_SECONDS = 30.0
"""How long a writer waits for another one to finish."""

LOG_PAGES = 8000
"""Pages of the write-ahead log (32 MB) after which it is moved into the file. At SQLite's own 1,000 that was after each
batch, pages were written twice that the next one changed again, and loading took a tenth longer."""

WRITER_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "cache_size = -16384",
    f"wal_autocheckpoint = {LOG_PAGES}",
)
READER_PRAGMAS = ("query_only = ON", "foreign_keys = ON", "temp_store = MEMORY")

_MENDS: dict[int, tuple[type[DatabaseError], str, str]] = {
    sqlite3.SQLITE_BUSY: (LockedDatabase, "is locked by another process", "wait for the other run to end"),
    sqlite3.SQLITE_LOCKED: (LockedDatabase, "is locked by another connection", "try again"),
    sqlite3.SQLITE_NOTADB: (NotADatabase, "is not a SQLite database", "name another file"),
    sqlite3.SQLITE_CORRUPT: (NotADatabase, "is damaged", "restore it from a backup, or ingest into a new file"),
    sqlite3.SQLITE_READONLY: (ReadOnlyDatabase, "cannot be written", "permit writing to the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: (MissingDatabase, "cannot be opened", "check that it exists and may be read"),
    sqlite3.SQLITE_PERM: (ReadOnlyDatabase, "may not be opened", "give permission to the file and its folder"),
    sqlite3.SQLITE_FULL: (DatabaseFull, "has no room to grow", "free space on its disk, then run again"),
    sqlite3.SQLITE_IOERR: (DatabaseFull, "could not be read or written", "check its disk, then run again"),
    sqlite3.SQLITE_INTERRUPT: (QueryTimeout, "did not answer in the time allowed", "narrow it, or raise the limit"),
}  # fmt: skip


def path_of(address: str | Path) -> Path | None:
    """The path in the address of a SQLite file (a path, or `sqlite:///path`); null for any other URL."""
    if isinstance(address, Path) or "://" not in address:
        return Path(address).expanduser()
    scheme, _, rest = address.partition(":///")
    return Path(unquote(rest)).expanduser() if scheme.partition("+")[0] == "sqlite" and rest else None


def is_database(address: str | Path, path: Path) -> bool:
    """Whether the SQLite file of an address stands at `path`, or what SQLite keeps beside it."""
    own = path_of(address)
    if own is None:
        return False
    beside = {own.resolve().with_name(own.resolve().name + ending) for ending in ("", "-wal", "-shm", "-journal")}
    return path.resolve() in beside or (identity_of(path) is not None and identity_of(path) == identity_of(own))


def file_address(path: Path, *, read_only: bool) -> str:
    """The `file:` address of a SQLite file, every special character of its name escaped."""
    mode = "rwc" if not read_only else "ro&immutable=1" if _cannot_change(path) else "ro"
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def _cannot_change(path: Path) -> bool:
    """In a folder that may not be written, reading cannot make the shared memory that a write-ahead log asks for.

    Where no log stands beside the file nobody is writing, and it may be read as it is.
    """
    effective = os.access in os.supports_effective_ids
    writable = os.access(path.absolute().parent, os.W_OK, effective_ids=effective)
    return not writable and not path.with_name(f"{path.name}-wal").exists()


def require_file(path: Path) -> None:
    """Raise MissingDatabase unless a file with something in it stands at `path`."""
    if not path.is_file():
        raise MissingDatabase(f"there is no database at {path}", "run `dateline ingest` to make one, or name another")
    if path.stat().st_size == 0:
        raise MissingDatabase(f"{path} is empty", "run `dateline ingest` to fill it, or name another")


class OpenFile(sqlite3.Connection):
    """A connection that knows which file it has open.

    A file that is removed or replaced stays open, and all would go on being written to what nobody can open again.
    """

    path: Path
    identity: tuple[int, int] | None

    def require_in_place(self) -> None:
        """Raise DatabaseGone unless that very file still stands at its path; costs one look there."""
        if identity_of(self.path) != self.identity:
            what = f"{self.path} was removed or replaced by another file while it was written to"
            raise DatabaseGone(what, "put the file back, or let it be made anew, and run again")


def identity_of(path: Path) -> tuple[int, int] | None:
    """Device and number of the file at a path; null for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def connect(path: Path, *, read_only: bool) -> OpenFile:
    """Open a file with our pragmas; the caller writes its own BEGIN and COMMIT. Raises sqlite3.Error."""
    connection = sqlite3.connect(
        file_address(path, read_only=read_only),
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=OpenFile,
    )
    connection.path, connection.identity = path.absolute(), identity_of(path)
    try:
        for pragma in READER_PRAGMAS if read_only else WRITER_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _why_not_opened(path: Path) -> tuple[str, str] | None:
    if path.is_dir():
        return "is a folder", "name a file"
    if not path.absolute().parent.is_dir():
        return "cannot be made: its folder is not there", f"make the folder {path.parent} first"
    return None


def told(error: sqlite3.Error, name: str) -> DatabaseError:
    """The error of the driver as one of ours; `name` is what the person calls the database."""
    code = getattr(error, "sqlite_errorcode", None)
    kind, what, mend = _MENDS.get((code or 0) & 0xFF, (QueryError, f"says: {error}", ""))
    if kind is MissingDatabase:
        what, mend = _why_not_opened(Path(name)) or (what, mend)
    return kind(f"{name} {what}", mend)
