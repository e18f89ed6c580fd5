"""Whether a SQLite file is still the one that was opened.

A file that is removed or replaced stays open, and everything would go on being written to what nobody can open again.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from db.errors import DatabaseGone


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database's file is, and which file that was; a server has no place."""

    path: Path | None = None
    file: tuple[int, int] | None = None

    @classmethod
    def of(cls, engine: Engine) -> "Place":
        """The place of an engine's database as it is now."""
        if engine.dialect.name != "sqlite":
            return cls()
        path = Path(engine.url.database or "").absolute()
        return cls(path, _file(path))

    def require_same(self) -> None:
        """Raise DatabaseGone unless the file is still there; costs one look at the folder."""
        if self.path is not None and _file(self.path) != self.file:
            raise DatabaseGone(
                f"{self.path} was removed or replaced by another file while it was written to",
                "put the file back, or let it be made anew, and run again",
            )


def _file(path: Path) -> tuple[int, int] | None:
    """Device and number of the file at a path; null for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
