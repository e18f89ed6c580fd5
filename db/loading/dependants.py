"""What refers to rows that the loader deletes: it goes along, or loses the reference, as the tables' foreign keys say.

SQLite would do so by itself if it checked references while the loader writes (see `db.engine.transaction`).
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, ForeignKey, Table, bindparam, delete, null, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import UpdateBase


def let_go(connection: Connection, table: Table, keys: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Delete what refers to the rows with those keys, or unset the reference; on PostgreSQL that comes by itself."""
    if rows and connection.dialect.name == "sqlite":
        for statement in _statements(table, keys):
            connection.exec_driver_sql(statement, list(rows))


@cache
def _statements(table: Table, keys: tuple[str, ...]) -> tuple[str, ...]:
    dialect = sqlite.dialect(paramstyle="qmark")
    return tuple(str(_letting_go(each, keys).compile(dialect=dialect)) for each in referring(table))


def referring(table: Table) -> list[ForeignKey]:
    """The foreign keys that lead to a table, in the order of the tables that have them."""
    tables = table.metadata.sorted_tables
    return [key for each in tables for key in sorted(each.foreign_keys, key=str) if key.column.table is table]


def _letting_go(key: ForeignKey, keys: tuple[str, ...]) -> UpdateBase:
    gone = select(key.column).where(*(key.column.table.c[name] == bindparam(name) for name in keys))
    mine = key.parent.in_(gone)
    if key.ondelete == "SET NULL":
        return update(key.parent.table).values({key.parent.name: null()}).where(mine)
    return delete(key.parent.table).where(mine)
