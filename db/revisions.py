"""The steps of the schema, by the names of their scripts."""

from functools import cache
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent.parent / "migrations"
"""The folder of the migration scripts, beside this package in a checkout and when installed."""


@cache
def revisions() -> tuple[str, ...]:
    """The schema's revisions, oldest first; scripts are named `0001_what.py` and so on."""
    return tuple(sorted(path.name[:4] for path in (SCRIPTS / "versions").glob("[0-9]*.py")))
