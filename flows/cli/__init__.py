"""The `dateline` command: a thin shell. Each command imports what it needs, so that help and queries answer at once."""

import sys
from io import TextIOWrapper

import typer

from db.errors import DatabaseError
from flows.cli import asking, cleaning, entities, explore, feeds, keeping, operating, reading, rules
from flows.cli.application import app
from flows.text.errors import DatelineError, SettingsError

__all__ = [
    "app",
    "asking",
    "cleaning",
    "entities",
    "explore",
    "feeds",
    "keeping",
    "main",
    "operating",
    "reading",
    "rules",
]


def main() -> None:
    """Run the command; a user's mistake is told in words and ends with 2, a failure with 1."""
    _write_whatever_comes()
    try:
        app(prog_name="dateline")
    except SettingsError as error:
        _fail(error, 2)
    except (DatelineError, DatabaseError) as error:
        _fail(error, 1)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None


def _write_whatever_comes() -> None:
    """What a terminal's encoding has no letter for is written as its number, and ends no command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _fail(error: DatelineError | DatabaseError, code: int) -> None:
    from flows.telling.tables import one_line

    typer.echo(f"dateline: {one_line(error.message)}", err=True)
    if error.mend:
        typer.echo(f"  mend: {one_line(error.mend)}", err=True)
    raise SystemExit(code)
