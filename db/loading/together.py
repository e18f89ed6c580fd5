"""Many rows in one statement on SQLite, which then opens a table and its indexes once for all of them.

That takes half the time of the driver's `executemany`, which does so for each row (`docs/scale.md`).
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection

PARAMETERS = 999
"""What a statement may have at most: the least that any SQLite takes."""

NULL = float("nan")
"""What stands for null: SQLite keeps no NaN, binding one binds NULL. For None, which is none of its plain types, the
driver first looks for an adapter, which takes seven times as long as a number."""

AT_ONCE = 40_000
"""Values that are put together and bound before the next ones: some 300 kB of them stay in a processor's cache."""

Rows = Sequence[tuple[Any, ...]]


def run_together(connection: Connection, statement: str, rows: Rows, nullable: Iterable[int] = ()) -> None:
    """Run a statement that inserts one row, `… VALUES (?, …) …`, for all of these.

    `nullable` are the places of a row in which None is worth looking for.
    """
    width = len(rows[0]) if rows else 1
    for some in _slices(len(rows), width):
        values = list(chain.from_iterable(rows[some]))
        for place in nullable:
            values[place::width] = _bound(values[place::width])
        _run(connection, statement, values, width)


def run_columns(
    connection: Connection, statement: str, columns: Sequence[Sequence[Any]], nullable: Iterable[int] = ()
) -> None:
    """The same for rows that are given column by column."""
    width = len(columns)
    for some in _slices(len(columns[0]), width):
        values = [None] * (width * len(columns[0][some]))
        for place, column in enumerate(columns):
            values[place::width] = _bound(column[some]) if place in nullable else column[some]
        _run(connection, statement, values, width)


def _slices(rows: int, width: int) -> Iterator[slice]:
    """Rows part by part, each of as many whole statements as come to so many values."""
    many = PARAMETERS // width
    step = many * max(AT_ONCE // (many * width), 1)
    return (slice(at, at + step) for at in range(0, rows, step))


def _bound(column: Sequence[Any]) -> list[Any]:
    return [NULL if value is None else value for value in column]


def _run(connection: Connection, statement: str, values: list[Any], width: int) -> None:
    for each, parameters in together(statement, values, width):
        connection.exec_driver_sql(each, parameters)


def together(statement: str, values: list[Any], width: int) -> Iterator[tuple[str, Rows]]:
    """The statement for as many rows as fit into one, and as it is for the rest, each with its parameters.

    `values` are those of all rows, one row behind the other, and a row is so `width` of them.

    >>> list(together("INSERT INTO t VALUES (?, ?)", [1, 2, 3, 4], 2))
    [('INSERT INTO t VALUES (?, ?)', [(1, 2), (3, 4)])]
    """
    many = width * (PARAMETERS // width)
    whole = len(values) - len(values) % many
    if whole:
        yield _widened(statement, many // width), [tuple(values[at : at + many]) for at in range(0, whole, many)]
    if whole < len(values):
        yield statement, [tuple(values[at : at + width]) for at in range(whole, len(values), width)]


@cache
def _widened(statement: str, size: int) -> str:
    before, values, after = statement.partition(" VALUES ")
    marks, closed, after = after.partition(")")
    return f"{before}{values}{', '.join([marks + closed] * size)}{after}"
