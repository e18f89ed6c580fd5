"""Commands that look at what cleaning did to a stored document, and do it again."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.application import app
from flows.cli.options import Database, RecogniserName, Rules, Uri, Wait
from flows.settings import load_settings
from flows.text.errors import SettingsError


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
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Documents new or changed since that day.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; tell what would change.")] = False,
    database: Database = None,
    recogniser: RecogniserName = None,
    model: Annotated[str | None, typer.Option(metavar="MODEL", help="Made with it. [env: DATELINE_MODEL]")] = None,
    rules: Rules = None,
    wait: Wait = None,
    prefect: Annotated[bool, typer.Option(help="Run as a Prefect flow (the default), or as plain functions.")] = True,
) -> None:
    """Clean and recognise stored documents again, when rules or a model changed; writes only what becomes another."""
    from flows.commands.reannotate import run_reannotate
    from flows.redoing.reannotation import Choice
    from flows.telling.days import parse_day

    settings = load_settings(database_url=database, recogniser=recogniser, model=model, rules=rules, wait=wait)
    choice = Choice(rule, source, uri, stale, parse_day(since) if since else None)
    raise typer.Exit(run_reannotate(settings, choice, dry_run=dry_run, prefect=prefect))


@app.command(epilog="Example: dateline compare --rules mine.toml --html changes.html")
def compare(
    runs: Annotated[list[str] | None, typer.Argument(metavar="[RUN RUN]", help="As `dateline runs` has them.")] = None,
    model: Annotated[
        tuple[str, str] | None, typer.Option(metavar="A B", help="Two recognisers, or models of the one that is set.")
    ] = None,
    rules: Rules = None,
    recogniser: RecogniserName = None,
    source: Annotated[str | None, typer.Option(metavar="SLUG", help="Documents of this source.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Documents, at most.")] = 1000,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page as well.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what --html names.")] = False,
    database: Database = None,
) -> None:
    """Tell what other rules or another model would change in stored articles, or what changed from run to run."""
    from flows.commands.compare import compare_runs, run_compare

    settings = load_settings(database_url=database, recogniser=recogniser, rules=rules)
    if runs and len(runs) != 2:
        raise SettingsError("one run cannot be compared", "give two numbers, or none")
    if runs:
        raise typer.Exit(compare_runs(settings, runs[0], runs[1], limit, html, force=force))
    raise typer.Exit(run_compare(settings, model, source, limit, html, force=force))
