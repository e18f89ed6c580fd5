"""Ask a PostgreSQL server one question: in a read-only transaction, through a cursor, within a time limit."""

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import CursorResult, Engine, text
from sqlalchemy.exc import DBAPIError, StatementError

from db.engine import make_engine, told
from db.errors import DatabaseError, MissingParameter, QueryError, UnknownTable
from db.queries.answer import Answer
from db.queries.ready import Value

PAGE = 1_000
"""Rows fetched at a time."""


@contextmanager
def ask_server(address: str, sql: str, values: Mapping[str, Value], seconds: float) -> Iterator[Answer]:
    """The answer, streamed; a cursor takes one SELECT and nothing else."""
    engine = make_engine(address, read_only=True)
    try:
        with _told(engine), engine.connect() as connection:
            connection.execute(text("SELECT set_config('statement_timeout', :limit, true)"), {"limit": f"{seconds}s"})
            streamed = connection.execution_options(stream_results=True, max_row_buffer=PAGE)
            result = streamed.execute(text(sql), dict(values))
            with closing(result), closing(_rows(result, engine)) as rows:
                yield Answer(tuple(result.keys()), rows)
    finally:
        engine.dispose()


def _rows(result: CursorResult[Any], engine: Engine) -> Generator[tuple[Any, ...], None, None]:
    with _told(engine):
        for row in result:
            yield tuple(row)


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _tell(error, engine) from error
    except StatementError as error:
        raise MissingParameter(str(error.orig), "add --param name=value") from error


def _tell(error: DBAPIError, engine: Engine) -> DatabaseError:
    state = getattr(error.orig, "sqlstate", None)
    words = str(error.orig).splitlines()[0]
    if state in ("42P01", "42703"):
        return UnknownTable(words, "`dateline query tables` shows every table and column")
    if state in ("42601", "25006", "0A000"):
        return QueryError(f"only one SELECT is answered, and nothing is written: {words}", "ask one SELECT")
    return told(error, engine)
