"""Ask a database one question, with no right to write and within a time limit."""

import re
import sqlite3
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

from db import sqlite
from db.errors import DatabaseError, MissingParameter, OldSchema, QueryError, UnknownTable
from db.queries.answer import Answer
from db.queries.ready import Value, bound, find_query

SECONDS = 60.0
"""How long a question may take."""

LONGEST = 100_000_000
"""Bytes of the longest value that a question may make, so that it cannot fill the memory."""

STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock."""

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_PRAGMAS = {"data_version", "table_info", "table_list", "index_list", "index_info", "foreign_key_list"}
_ONLY_QUESTIONS = "only one SELECT is answered, and nothing is written"


def run_query(
    address: str | Path, question: str, parameters: Mapping[str, Value] | None = None, *, seconds: float = SECONDS
) -> AbstractContextManager[Answer]:
    """Ask a ready question by name, or any SELECT, of a SQLite file or a database URL.

    Raises UnknownQuery, MissingParameter, QueryTimeout, QueryError and what opening raises, also while rows are read.
    """
    sql, values = _question(question, parameters or {})
    path = sqlite.path_of(address)
    if path is not None:
        asked = _ask_file(path, sql, values, seconds)
    else:
        from db.queries.server import ask_server  # noqa: PLC0415 (imports SQLAlchemy, a third of a second)

        asked = ask_server(str(address), sql, values, seconds)
    return _of_ours(asked, str(path or "the database")) if sql is not question else asked


@contextmanager
def _of_ours(asked: AbstractContextManager[Answer], name: str) -> Iterator[Answer]:
    """A ready question that misses its tables says so: they are made by us, or were by an older dateline."""
    try:
        with asked as answer:
            yield answer
    except UnknownTable as error:
        raise OldSchema(f"{name} has not the tables of this dateline", "run `dateline migrate`") from error


def _question(question: str, given: Mapping[str, Value]) -> tuple[str, dict[str, Value]]:
    if re.fullmatch(r"[\w.-]+", question.strip()):
        query = find_query(question.strip())
        return query.sql, bound(query, given)
    return question, dict(given)


@contextmanager
def _ask_file(path: Path, sql: str, values: dict[str, Value], seconds: float) -> Iterator[Answer]:
    with _told(path):
        sqlite.require_file(path)
        connection = sqlite.connect(path, read_only=True)
        try:
            _restrict(connection, seconds)
            cursor = connection.execute(sql, values)
            columns = tuple(column[0] for column in cursor.description or ())
            with closing(_rows(cursor, path)) as rows:
                yield Answer(columns, rows)
        finally:
            connection.close()


def _restrict(connection: sqlite3.Connection, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(_authorise)
    connection.set_progress_handler(lambda: time.monotonic() > deadline, STEPS)


def _authorise(action: int, name: str | None, *_rest: str | None) -> int:
    """Reading is allowed, and what full-text search does by itself: declare its table, and see if its index changed."""
    declares = action == sqlite3.SQLITE_UPDATE and name == "sqlite_master"
    asked = action in _ALLOWED or declares or (action == sqlite3.SQLITE_PRAGMA and name in _PRAGMAS)
    return sqlite3.SQLITE_OK if asked else sqlite3.SQLITE_DENY


def _rows(cursor: sqlite3.Cursor, path: Path) -> Generator[tuple[Any, ...], None, None]:
    with _told(path):
        yield from cursor


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _tell(error, path) from error


def _tell(error: Exception, path: Path) -> DatabaseError:
    words = str(error)
    if "one statement" in words or "not authorized" in words or "prohibited" in words:
        return QueryError(_ONLY_QUESTIONS, "ask one SELECT")
    if "supply a value for binding" in words:
        return MissingParameter(words.rstrip("."), "add --param name=value")
    if "no such table" in words or "no such column" in words:
        return UnknownTable(words, "`dateline query tables` shows every table and column")
    if isinstance(error, sqlite3.Error) and not words.startswith("near "):
        return sqlite.told(error, str(path))
    return QueryError(words, "mend the SQL")
