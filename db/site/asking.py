"""Questions that the pages put to a database: plain SQL that SQLite and PostgreSQL both understand, read-only."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, text

from db.engine import transaction
from db.migrate import require_current

Row = dict[str, Any]
"""A row by the names of its columns."""


@dataclass(frozen=True, slots=True)
class Asker:
    """One connection in one transaction, so that all of a page tells of the same moment."""

    connection: Connection

    def rows(self, sql: str, **values: Any) -> list[Row]:
        """All rows of a SELECT; `:name` in it takes its value from `values`."""
        return [dict(row) for row in self.connection.execute(text(sql), values).mappings()]

    def row(self, sql: str, **values: Any) -> Row | None:
        """The first row, or null."""
        found = self.connection.execute(text(sql), values).mappings().first()
        return None if found is None else dict(found)

    def number(self, sql: str, **values: Any) -> int:
        """The single number that a SELECT gives."""
        return int(self.connection.execute(text(sql), values).scalar() or 0)


@contextmanager
def asking(engine: Engine) -> Iterator[Asker]:
    """A moment's look at a database with the newest schema. Raises DatabaseError."""
    with transaction(engine) as connection:
        yield Asker(connection)


def require_readable(engine: Engine) -> None:
    """Raise DatabaseError unless the database can be opened and has the newest schema."""
    with transaction(engine) as connection:
        require_current(connection)
