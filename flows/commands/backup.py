"""`dateline backup`: a copy of the database, made while it is in use."""

from pathlib import Path

from db.keeping.backup import back_up
from db.sqlite import is_database
from flows.settings import Settings
from flows.telling.tables import one_line
from flows.text.errors import SettingsError


def run_backup(settings: Settings, target: Path, *, force: bool) -> int:
    """Copy the database to `target`. Returns the exit code. Raises SettingsError for a file that is there already."""
    if is_database(settings.database_url, target):
        raise SettingsError(f"{target} is the database itself", "name another file")
    if target.is_dir() or not target.absolute().parent.is_dir():
        raise SettingsError(f"{target} is no place for a file", "name a file in a folder that exists")
    if target.exists() and not force:
        raise SettingsError(f"{target} exists", "name another file, or give --force to replace it")
    print(f"{one_line(target)}: {back_up(settings.database_url, target)} bytes")
    return 0
