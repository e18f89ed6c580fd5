"""Statements of the loader: written by SQLAlchemy Core for either database, compiled once, run by the driver.

A statement run this way costs hardly more than the driver's own `executemany`. Rows are tuples whose values stand in
the order in which the columns are named.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Select,
    Table,
    Text,
    any_,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.dml import UpdateBase

from db.loading.copying import copy_changes, copy_counts, copy_rows, worth_it
from db.loading.dependants import let_go
from db.loading.together import run_columns, run_together

Columns = tuple[str, ...]
Rows = Sequence[tuple[Any, ...]]

_POSTGRESQL = cast(Callable[..., Dialect], PGDialect_psycopg)
"""Renders the casts that psycopg 3 needs; importing it imports no driver."""


def insert_rows(connection: Connection, table: Table, columns: Columns, rows: Rows) -> None:
    """Add rows."""
    if worth_it(connection, rows):
        copy_rows(connection, table.name, columns, rows)
    else:
        _run(connection, _insert, table, columns, (), rows)


def insert_columns(connection: Connection, table: Table, values: Mapping[str, Sequence[Any]]) -> None:
    """Add rows that are given column by column, which need not be put together for SQLite."""
    columns = tuple(values)
    if connection.dialect.name == "sqlite":
        statement = _compiled("sqlite", _insert, table, columns, ())
        run_columns(connection, statement, list(values.values()), _nullable(table, columns))
    else:
        insert_rows(connection, table, columns, list(zip(*values.values(), strict=True)))


def add_counts(connection: Connection, table: Table, columns: Columns, keys: Columns, rows: Rows) -> None:
    """Add the last column's value to the row of that natural key, or make the row; sorted against deadlocks."""
    if worth_it(connection, rows):
        copy_counts(connection, table, columns, keys, rows)
    else:
        _run(connection, _add_counts, table, columns, keys, sorted(rows))


def update_rows(connection: Connection, table: Table, columns: Columns, keys: Columns, rows: Rows) -> None:
    """Set columns of the rows with those keys; a row holds the values, then the keys."""
    if worth_it(connection, rows):
        copy_changes(connection, table, columns, keys, rows)
    else:
        _run(connection, _update, table, columns, keys, rows)


def delete_rows(connection: Connection, table: Table, keys: Columns, rows: Rows) -> None:
    """Delete the rows with those keys, and what refers to them."""
    let_go(connection, table, keys, rows)
    _run(connection, _delete, table, (), keys, rows)


def look_up(
    connection: Connection, statement: Select[Any], column: Column[Any], values: Collection[Any]
) -> list[Row[Any]]:
    """The statement's rows for which the column has one of the values; these go as one parameter, however many."""
    if not values:
        return []
    return list(connection.execute(_among(connection, statement, column, values)).all())


def look_up_plain(
    connection: Connection, statement: Select[Any], column: Column[Any], values: Collection[Any]
) -> list[tuple[Any, ...]]:
    """The same as the driver gives it, in a third of the time: instants and JSON are as the database has them."""
    if not values:
        return []
    return list(connection.execute(_among(connection, statement, column, values)).cursor.fetchall())


def _among(connection: Connection, statement: Select[Any], column: Column[Any], values: Collection[Any]) -> Select[Any]:
    ordered = sorted(values)
    if connection.dialect.name == "sqlite":
        listed = func.json_each(bindparam("values", json.dumps(ordered), Text)).table_valued("value")
        return statement.where(column.in_(select(listed.c.value)))
    return statement.where(column == any_(bindparam("values", ordered, postgresql.ARRAY(column.type))))


NEXT = """
    SELECT nextval(found.name)
    FROM (SELECT CAST(pg_get_serial_sequence(:name, 'id') AS regclass) AS name OFFSET 0) AS found,
         generate_series(1, :count)"""
"""Keys from a table's sequence; behind OFFSET its name is looked up once, which takes longer than a key."""


def reserve_ids(connection: Connection, table: Table, count: int) -> list[int]:
    """Keys for rows to come: from the sequence on PostgreSQL; on SQLite, whose one writer we are, the next ones."""
    if not count:
        return []
    if connection.dialect.name == "postgresql":
        return list(connection.execute(text(NEXT), {"name": table.name, "count": count}).scalars())
    last = connection.execute(select(func.max(table.c.id))).scalar() or 0
    return list(range(last + 1, last + 1 + count))


Builder = Callable[[Any, Table, Columns, Columns], UpdateBase]


def _run(connection: Connection, build: Builder, table: Table, columns: Columns, keys: Columns, rows: Rows) -> None:
    if rows:
        statement = _compiled(connection.dialect.name, build, table, columns, keys)
        if connection.dialect.name == "sqlite" and build in (_insert, _add_counts):
            run_together(connection, statement, rows, _nullable(table, columns))
        else:
            connection.exec_driver_sql(statement, list(rows))


@cache
def _nullable(table: Table, columns: Columns) -> tuple[int, ...]:
    return tuple(place for place, name in enumerate(columns) if table.c[name].nullable)


@cache
def _compiled(database: str, build: Builder, table: Table, columns: Columns, keys: Columns) -> str:
    """SQL text with positional parameters: first the columns, which must stand in the table's order, then the keys."""
    module = sqlite if database == "sqlite" else postgresql
    dialect = sqlite.dialect(paramstyle="qmark") if database == "sqlite" else _POSTGRESQL(paramstyle="format")
    compiled = build(module, table, columns, keys).compile(dialect=dialect)
    placed = [name.removeprefix("key_") for name in getattr(compiled, "positiontup", None) or ()]
    if placed != [*columns, *(keys if build in (_update, _delete) else ())]:
        raise ValueError(f"columns of {table.name} must be named in its order: {placed}")
    return str(compiled)


def _insert(_module: Any, table: Table, columns: Columns, _keys: Columns) -> UpdateBase:
    """On SQLite OR FAIL: a statement of many rows that fails need not be undone by itself, the transaction is."""
    values = insert(table).values({name: bindparam(name) for name in columns}).inline()
    return values.prefix_with("OR FAIL", dialect="sqlite")


def _add_counts(module: Any, table: Table, columns: Columns, keys: Columns) -> UpdateBase:
    statement = module.insert(table).values({name: bindparam(name) for name in columns}).inline()
    added = {columns[-1]: table.c[columns[-1]] + statement.excluded[columns[-1]]}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=added)  # type: ignore[no-any-return]


def _update(_module: Any, table: Table, columns: Columns, keys: Columns) -> UpdateBase:
    changed = update(table).values({name: bindparam(name) for name in columns})
    return changed.where(*(table.c[name] == bindparam(f"key_{name}") for name in keys))


def _delete(_module: Any, table: Table, _columns: Columns, keys: Columns) -> UpdateBase:
    return delete(table).where(*(table.c[name] == bindparam(f"key_{name}") for name in keys))
