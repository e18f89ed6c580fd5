"""Commands that keep the database: check, backup, prune, vacuum, migrate, version."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.application import app
from flows.cli.options import Database, Form, Wait
from flows.settings import load_settings


@app.command(epilog="Example: dateline check --repair")
def check(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what the stored texts can mend.")] = False,
    form: Form = "table",
    database: Database = None,
    wait: Wait = None,
) -> None:
    """Ask the database whether it keeps each promise: tiling, offsets, counts, references. 1 when one is broken."""
    from flows.commands.check import run_check

    raise typer.Exit(run_check(load_settings(database_url=database, wait=wait), form, repair=repair))


@app.command(epilog="Example: dateline backup /backups/news.db --force")
def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    database: Database = None,
) -> None:
    """Copy the database while it is in use: consistent, checked, and whole or not there at all."""
    from flows.commands.backup import run_backup

    raise typer.Exit(run_backup(load_settings(database_url=database), target, force=force))


@app.command(epilog="Example: dateline prune --keep-revisions 5 --before 2026-01-31 --yes")
def prune(
    keep_revisions: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Of each article keep the newest N revisions.")
    ] = None,
    before: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what is older; also ended runs and closed rejects.")
    ] = None,
    vanished: Annotated[bool, typer.Option("--vanished", help="Also documents that vanished before DATE.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without this only say what would go.")] = False,
    database: Database = None,
    wait: Wait = None,
) -> None:
    """Delete what is old. Says what would go; deletes only with --yes."""
    from flows.commands.prune import run_prune

    settings = load_settings(database_url=database, wait=wait)
    raise typer.Exit(run_prune(settings, keep_revisions, before, vanished=vanished, yes=yes))


@app.command(epilog="Example: dateline vacuum")
def vacuum(database: Database = None, wait: Wait = None) -> None:
    """Give the room of what was deleted back to the disk."""
    from flows.commands.prune import run_vacuum

    raise typer.Exit(run_vacuum(load_settings(database_url=database, wait=wait)))


@app.command(epilog="Example: dateline migrate --database archive.db")
def migrate(database: Database = None, wait: Wait = None) -> None:
    """Bring the database to the newest schema, or make it; keeps every row. `ingest` does this by itself."""
    from flows.commands.migrate import run_migrate

    raise typer.Exit(run_migrate(load_settings(database_url=database, wait=wait)))


@app.command(epilog="Example: dateline version")
def version() -> None:
    """Print dateline's version."""
    from importlib.metadata import version as installed

    typer.echo(f"dateline {installed('dateline')}")
