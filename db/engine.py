"""Make an engine for a SQLite file or a PostgreSQL server. Pragmas and the telling of errors live here."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from sqlite3 import Error as SQLiteError
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from db import sqlite
from db.errors import DatabaseError, QueryError, QueryTimeout, ReadOnlyDatabase, Unreachable, WrongAddress

IN_MEMORY = "a database in memory is gone before it can be read"

CONNECT_SECONDS = 10
"""How long to wait for a PostgreSQL server to answer."""


def database_url(address: str | Path) -> URL:
    """A URL from a URL or from the path of a SQLite file. Raises WrongAddress."""
    if str(address) == ":memory:":
        raise WrongAddress(IN_MEMORY, "name a file")
    if isinstance(address, Path) or "://" not in address:
        return URL.create("sqlite", database=str(address))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise WrongAddress("the database URL cannot be read", "write a path, or postgresql://user@host/name") from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise WrongAddress(f"dateline has no {url.get_backend_name()} tables", "use SQLite or PostgreSQL")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise WrongAddress(IN_MEMORY, "name a file")
    return url


def make_engine(address: str | Path, *, read_only: bool = False, existing: bool = False) -> Engine:
    """An engine for a URL or a SQLite file's path; nothing is opened yet, but a file to be read must be there.

    `existing` is for those who write and are not to make a file whose name was mistyped. Raises WrongAddress, or
    MissingDatabase when there is no file that must be there.
    """
    url = database_url(address)
    if url.get_backend_name() != "sqlite":
        return _postgresql(url, read_only)
    if read_only or existing:
        sqlite.require_file(Path(url.database or "").expanduser())
    return _sqlite(url, read_only)


@contextmanager
def transaction(engine: Engine, *, foreign_keys: bool = True) -> Iterator[Connection]:
    """A connection in one transaction: committed at the end, rolled back on any error; errors of the driver told.

    `foreign_keys=False` is for two works on SQLite. Migrations change a table by making it anew, and dropping the old
    one would take all rows that refer to it along. The loader (`db.loading.load`) knows where each reference leads, and
    with the checks SQLite copies every page that a statement of many rows touches, which doubles their cost.
    """
    try:
        with engine.connect() as connection:
            loose = engine.dialect.name == "sqlite" and not foreign_keys
            with _loosened(connection) if loose else nullcontext(), connection.begin():
                yield connection
    except DBAPIError as error:
        raise told(error, engine) from error


@contextmanager
def _loosened(connection: Connection) -> Iterator[None]:
    """Through the driver, for the pragma has no effect once a transaction has begun."""
    driver = connection.connection
    driver.cursor().execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        if not connection.invalidated:  # as a signal amidst a statement makes it: it is closed, and the next one anew
            driver.cursor().execute("PRAGMA foreign_keys = ON")


def told(error: DBAPIError, engine: Engine) -> DatabaseError:
    """The error of a driver as one of ours."""
    name = database_name(engine.url)
    if isinstance(error.orig, SQLiteError):
        return sqlite.told(error.orig, name)
    state = getattr(error.orig, "sqlstate", None) or ""
    if error.connection_invalidated or (state[:2] in ("", "08", "57") and state != "57014"):
        return Unreachable(f"{name} cannot be reached", "check that the server runs, and the name and password")
    if state == "57014":
        return QueryTimeout(f"{name} did not answer in the time allowed", "narrow the question, or raise the limit")
    if state in ("42501", "25006"):
        return ReadOnlyDatabase(f"{name} may not be written", "grant the rights, or use another user")
    return QueryError(f"{name} says: {str(error.orig).splitlines()[0]}")


def database_name(url: URL) -> str:
    """What to call a database in front of people: its path, or name and host; never the password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"{url.database or 'the database'} on {url.host or 'this machine'}"


def _sqlite(url: URL, read_only: bool) -> Engine:
    """A reader can neither write nor create the file. A writer takes the write lock as it begins.

    One connection is kept. Of two that take turns, as they do once a lease was renewed amidst a batch, each has a cache
    of its own, which the other one's next change makes worthless.
    """
    path = Path(url.database or "").expanduser()
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        creator=lambda: sqlite.connect(path, read_only=read_only),
        poolclass=QueuePool,
        pool_size=1,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    if not read_only:
        event.listen(engine, "commit", _require_in_place)
        event.listen(engine, "invalidate", _let_go)
    return engine


def _let_go(connection: Any, record: Any, error: BaseException | None) -> None:
    """Roll back what a signal amidst a statement left: closed with a cursor open, SQLite would keep the write lock."""
    with suppress(SQLiteError):
        connection.rollback()


def _require_in_place(connection: Connection) -> None:
    """Before a commit: nothing is written to a file that was taken away."""
    cast(sqlite.OpenFile, connection.connection.driver_connection).require_in_place()


def _postgresql(url: URL, read_only: bool) -> Engine:
    """Through psycopg 3 whatever driver the URL names; sessions run in UTC."""
    options = "-c timezone=UTC" + (" -c default_transaction_read_only=on" if read_only else "")
    arguments = {"connect_timeout": CONNECT_SECONDS, "options": options, "application_name": "dateline"}
    try:
        return create_engine(url.set(drivername="postgresql+psycopg"), connect_args=arguments, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise WrongAddress("PostgreSQL needs its driver", "pip install 'dateline[postgresql]'") from None
