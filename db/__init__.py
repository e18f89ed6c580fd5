"""The database half: tables, migrations, loading and questions. Knows no flow and no text rule.

For programs that read: `from db import open_database`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.reading import Database

__all__ = ["open_database"]


def open_database(address: str | Path = "dateline.db") -> "Database":
    """Open a SQLite file or a database URL for reading; close it, or use it in a `with`.

    Raises MissingDatabase, OldSchema, NewerSchema and what opening raises (see db.errors).
    """
    from db.reading import Database  # noqa: PLC0415 (SQLAlchemy, a third of a second that asking a file need not wait for)

    return Database(address)
