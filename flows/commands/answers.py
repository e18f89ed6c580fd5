"""Where an answer goes: standard output, or a file that is never written over unasked and never left half written."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from db.sqlite import is_database
from flows.settings import Settings
from flows.telling.tables import FORMS, Rows, write_rows
from flows.text.errors import SettingsError


def write_answer(columns: Sequence[str], rows: Rows, form: str, out: Path | None) -> int:
    """Write rows in `form` to standard output or to `out`, which may be replaced; how many. Raises SettingsError."""
    require_form(form)
    counted = _Counted(rows)
    lines = write_rows(columns, counted, form)
    if out is None:
        sys.stdout.writelines(lines)
    else:
        with new_file(out) as file:
            file.writelines(lines)
    return counted.number


def require_form(form: str) -> None:
    """Raise SettingsError for a form that there is not."""
    if form not in FORMS:
        raise SettingsError(f"there is no format {form}", f"choose one of {', '.join(FORMS)}")


def require_new(path: Path, settings: Settings, *, force: bool) -> None:
    """Raise SettingsError when something stands at `path` that may not be replaced, or its folder is not there.

    The database of `settings` may never be.
    """
    if is_database(settings.database_url, path):
        raise SettingsError(f"{path} is the database itself", "name another file")
    if path.exists() and not force:
        raise SettingsError(f"{path} is there already", "name another, or add --force to replace it")
    if not path.parent.is_dir():
        raise SettingsError(f"there is no folder {path.parent}", "make it first")


@contextmanager
def new_file(path: Path) -> Iterator[TextIO]:
    """A text file that takes its name when all is written; on any error what stood there stays."""
    if path.is_dir():
        raise SettingsError(f"{path} is a folder", "name a file")
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(part, path)  # noqa: PTH105 (the same, and said plainly)
    finally:
        part.unlink(missing_ok=True)


class _Counted:
    """Rows as they pass, and how many did."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.number = rows, 0

    def __iter__(self) -> Iterator[Sequence[object]]:
        for row in self.rows:
            self.number += 1
            yield row
