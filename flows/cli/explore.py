"""The command that shows the database as web pages: explore."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.application import app
from flows.cli.options import Database
from flows.settings import load_settings


@app.command(epilog="Example: dateline explore --open")
def explore(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen; 0 takes a free port.")] = 8001,
    host: Annotated[str, typer.Option(help="A name of this machine; others are refused.")] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--open", help="Open the front page in a browser.")] = False,
    static: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the pages as files instead, for any web host.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="With --static: write over what DIR holds.")] = False,
    database: Database = None,
) -> None:
    """Look at the database in a browser: articles as they read, names, runs, tables and questions. Read-only."""
    from flows.commands.explore import run_explore, write_static

    if static is not None:
        raise typer.Exit(write_static(load_settings(database_url=database), static, force=force))
    raise typer.Exit(run_explore(load_settings(database_url=database), host, port, browser=browser))
