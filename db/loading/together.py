"""Many rows in one statement on SQLite, which then opens a table and its indexes once for all of them.

That takes half the time of the driver's `executemany`, which does so for each row (`docs/scale.md`).
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection

PARAMETERS = 999
"""What a statement may have at most: the least that any SQLite takes."""

Rows = Sequence[tuple[Any, ...]]


def run_together(connection: Connection, statement: str, rows: Rows) -> None:
    """Run a statement that inserts one row, `… VALUES (?, …) …`, for all of these."""
    for each, parameters in together(statement, rows):
        connection.exec_driver_sql(each, parameters)


def together(statement: str, rows: Rows) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """The statement for as many rows as fit into one, and as it is for the rest, each with its parameters.

    >>> list(together("INSERT INTO t VALUES (?, ?)", [(1, 2), (3, 4)]))
    [('INSERT INTO t VALUES (?, ?)', [(1, 2), (3, 4)])]
    """
    size = PARAMETERS // max(len(rows[0]), 1) if rows else 1
    whole = len(rows) - len(rows) % size
    if whole:
        flat = [tuple(chain.from_iterable(rows[start : start + size])) for start in range(0, whole, size)]
        yield _widened(statement, size), flat
    if rest := rows[whole:]:
        yield statement, list(rest)


@cache
def _widened(statement: str, size: int) -> str:
    before, values, after = statement.partition(" VALUES ")
    marks, closed, after = after.partition(")")
    return f"{before}{values}{', '.join([marks + closed] * size)}{after}"
