"""Commands that watch over what runs: status, why, rejects."""

from typing import Annotated

import typer

from flows.cli.application import app
from flows.cli.options import Database, Form, RecogniserName, Rules, Wait
from flows.settings import load_settings


@app.command(epilog="Example: dateline status --json")
def status(
    as_json: Annotated[bool, typer.Option("--json", help="For monitors.")] = False, database: Database = None
) -> None:
    """Say how things stand: the latest runs, the next one, who is writing, disk, stale articles, open rejects."""
    from flows.commands.status import run_status

    raise typer.Exit(run_status(load_settings(database_url=database), as_json=as_json))


@app.command(epilog="Example: dateline why 2023/05/story.txt")
def why(
    what: Annotated[str, typer.Argument(metavar="URI|PATH|URL|WORDS", help="The story that is missing.")],
    database: Database = None,
    recogniser: RecogniserName = None,
) -> None:
    """Follow a story the whole way and say where it stopped. 0 when it is in the database, 1 when it is not."""
    from flows.commands.why import run_why

    raise typer.Exit(run_why(load_settings(database_url=database, recogniser=recogniser), what))


@app.command(epilog="Example: dateline rejects --reason BadRecord --retry")
def rejects(
    reason: Annotated[str | None, typer.Option(metavar="ERROR", help="Only this class of error.")] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Read their files again, and nothing else.")] = False,
    ignore: Annotated[str | None, typer.Option(metavar="URI", help="Leave this file or record be.")] = None,
    form: Form = "table",
    database: Database = None,
    recogniser: RecogniserName = None,
    rules: Rules = None,
    wait: Wait = None,
) -> None:
    """List the files and records that could not be read, why, and how to mend them; try them again, or let them be."""
    from flows.commands.rejects import ignore_reject, list_rejects, retry_rejects

    settings = load_settings(database_url=database, recogniser=recogniser, rules=rules, wait=wait)
    if ignore is not None:
        raise typer.Exit(ignore_reject(settings, ignore))
    if retry:
        raise typer.Exit(retry_rejects(settings, reason))
    list_rejects(settings, reason, form)
