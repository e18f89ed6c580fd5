"""Commands that wait for what comes: watch."""

from typing import Annotated

import typer

from flows.cli.application import app
from flows.cli.options import Database, Fields, Paths, RecogniserName, Rules, parse_fields
from flows.settings import load_settings


@app.command(epilog="Example: dateline watch seeds --settle 5s")
def watch(
    paths: Paths,
    database: Database = None,
    recogniser: RecogniserName = None,
    rules: Rules = None,
    field: Fields = None,
    settle: Annotated[str, typer.Option(metavar="2s", help="How long a file must be left alone to be read.")] = "2s",
    scan: Annotated[bool, typer.Option("--scan", help="Look every few seconds instead of being told.")] = False,
) -> None:
    """Ingest folders, and from then on each file that comes or changes, until stopped (Ctrl-C or SIGTERM)."""
    from flows.commands.watch import run_watch

    settings = load_settings(database_url=database, recogniser=recogniser, rules=rules)
    raise typer.Exit(run_watch(paths, settings, parse_fields(field), settle=settle, scan=scan))
