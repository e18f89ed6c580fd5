"""Commands that look at what cleaning did to a stored document, and do it again."""

from typing import Annotated

import typer

from flows.cli.application import app
from flows.cli.options import Database, RecogniserName, Rules, Uri, Wait
from flows.settings import load_settings


@app.command(epilog="Example: dateline diff 2023/05/story.txt")
def diff(uri: Uri, database: Database = None) -> None:
    """Show the text of a stored document against its article's body, and what decided about each stretch."""
    from flows.commands.diff import run_diff

    raise typer.Exit(run_diff(load_settings(database_url=database), uri))


@app.command(epilog="Example: dateline restore 2023/05/story.txt --rule newsletter")
def restore(
    uri: Uri,
    rule: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this rule removed.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the decision back.")] = False,
    database: Database = None,
    recogniser: RecogniserName = None,
    rules: Rules = None,
    wait: Wait = None,
) -> None:
    """Put back into an article what cleaning removed. It outlives later runs, until you undo it."""
    from flows.commands.restore import run_restore

    settings = load_settings(database_url=database, recogniser=recogniser, rules=rules, wait=wait)
    raise typer.Exit(run_restore(settings, uri, rule, undo=undo))


@app.command(epilog="Example: dateline reannotate --stale --dry-run")
def reannotate(
    rule: Annotated[str | None, typer.Option(metavar="NAME", help="Documents in which this rule decided.")] = None,
    source: Annotated[str | None, typer.Option(metavar="SLUG", help="Documents of this source.")] = None,
    uri: Annotated[str | None, typer.Option(metavar="URI", help="This document.")] = None,
    stale: Annotated[bool, typer.Option("--stale", help="Documents that other versions made.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; tell what would change.")] = False,
    database: Database = None,
    recogniser: RecogniserName = None,
    rules: Rules = None,
    wait: Wait = None,
    prefect: Annotated[bool, typer.Option(help="Run as a Prefect flow (the default), or as plain functions.")] = True,
) -> None:
    """Clean and recognise stored documents again, when rules or a model changed; writes only what becomes another."""
    from flows.commands.reannotate import run_reannotate
    from flows.reannotation import Choice

    settings = load_settings(database_url=database, recogniser=recogniser, rules=rules, wait=wait)
    raise typer.Exit(run_reannotate(settings, Choice(rule, source, uri, stale), dry_run=dry_run, prefect=prefect))
