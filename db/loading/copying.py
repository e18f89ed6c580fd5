"""Many rows at once on PostgreSQL: COPY into the table itself, or into one beside it that one statement empties.

Beside it is a temporary table of the connection, empty after each commit. No two loaders are at it at one time (see
`db.loading.load`), so nothing is made twice.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

FEWEST = 50
"""Of fewer rows a plain statement takes less time."""

Rows = Sequence[tuple[Any, ...]]


def worth_it(connection: Connection, rows: Rows) -> bool:
    """Whether rows should go this way."""
    return len(rows) >= FEWEST and connection.dialect.name == "postgresql"


def copy_rows(connection: Connection, table: str, columns: Sequence[str], rows: Rows) -> None:
    """Add rows to a table. Raises DBAPIError as any statement would."""
    statement = f"COPY {table} ({_listed(columns)}) FROM STDIN"
    driver = connection.dialect.dbapi.Error  # type: ignore[union-attr]
    try:
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]
            for row in rows:
                copy.write_row(row)
    except driver as error:
        raise DBAPIError.instance(statement, None, error, driver, dialect=connection.dialect) from error


def copy_counts(connection: Connection, table: Table, columns: Sequence[str], keys: Sequence[str], rows: Rows) -> None:
    """Add the last column's value to the row of that natural key, or make the row."""
    beside, count = copied_beside(connection, table, columns, rows), columns[-1]
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({_listed(columns)}) SELECT {_listed(columns)} FROM {beside} "  # noqa: S608
        f"ON CONFLICT ({_listed(keys)}) DO UPDATE SET {count} = {table.name}.{count} + excluded.{count}"
    )
    connection.exec_driver_sql(f"TRUNCATE {beside}")


def copy_changes(connection: Connection, table: Table, columns: Sequence[str], keys: Sequence[str], rows: Rows) -> None:
    """Set columns of the rows with those keys; a row holds the values, then the keys."""
    beside = copied_beside(connection, table, [*columns, *keys], rows)
    changed = ", ".join(f'"{name}" = beside."{name}"' for name in columns)
    same = " AND ".join(f'{table.name}."{name}" = beside."{name}"' for name in keys)
    connection.exec_driver_sql(f"UPDATE {table.name} SET {changed} FROM {beside} AS beside WHERE {same}")  # noqa: S608
    connection.exec_driver_sql(f"TRUNCATE {beside}")


def copied_beside(connection: Connection, table: Table, columns: Sequence[str], rows: Rows) -> str:
    """Rows in a temporary table of these columns, to be emptied after use; its name."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    name = f"beside_{table.name}_{'_'.join(str(places[column]) for column in columns)}"
    none = f"SELECT {_listed(columns)} FROM {table.name} WITH NO DATA"  # noqa: S608 - our own names
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE IF NOT EXISTS {name} ON COMMIT DELETE ROWS AS {none}")
    copy_rows(connection, name, columns, rows)
    return name


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
