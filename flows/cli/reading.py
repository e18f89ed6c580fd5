"""Commands that read files: ingest, preview, schedule."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.application import app
from flows.cli.options import (
    AllowPrivate,
    Database,
    Feed,
    Feeds,
    Fields,
    Paths,
    RecogniserName,
    Rules,
    SomePaths,
    Wait,
    fails_on_rejects,
    parse_fields,
)
from flows.settings import load_settings
from flows.text.errors import SettingsError


@app.command(epilog="Example: dateline ingest seeds")
def ingest(
    paths: SomePaths = None,
    database: Database = None,
    recogniser: RecogniserName = None,
    rules: Rules = None,
    field: Fields = None,
    batch_size: Annotated[int | None, typer.Option(help="Documents a transaction. [env: DATELINE_BATCH_SIZE]")] = None,
    wait: Wait = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", metavar="rejects", help="End with 1 when something could not be read.")
    ] = None,
    workers: Annotated[
        str | None, typer.Option(metavar="N", help="Processes that read; 0 for one a core. [env: DATELINE_WORKERS]")
    ] = None,
    engine: Annotated[str | None, typer.Option(metavar="NAME", help="local or dask. [env: DATELINE_ENGINE]")] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Dask's: tcp://host:8786. [env: DATELINE_SCHEDULER]")
    ] = None,
    prefect: Annotated[bool, typer.Option(help="Run as a Prefect flow (the default), or as plain functions.")] = True,
    feed: Feed = None,
    feeds: Feeds = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Read folders or files into the database; run it again, and only what is new or changed is read."""
    from flows.commands.ingest import run_ingest

    settings = load_settings(
        database_url=database,
        recogniser=recogniser,
        rules=rules,
        batch_size=batch_size,
        workers=workers,
        engine=engine,
        scheduler=scheduler,
        wait=wait,
    )
    fields = parse_fields(field)
    from flows.fetch.gather import Feeds as Wanted
    from flows.fetch.gather import fetch_feeds

    wanted = Wanted(feed or (), feeds, allow_private)
    _require_something(paths, feed, feeds)
    places = [*(paths or []), *(fetch_feeds(settings, wanted) if wanted else ())]
    raise typer.Exit(run_ingest(places, settings, fields, prefect=prefect, fail_on_rejects=fails_on_rejects(fail_on)))


def _require_something(paths: list[Path] | None, feed: list[str] | None, feeds: Path | None) -> None:
    if not paths and not feed and not feeds:
        raise SettingsError("there is nothing to read", "give a PATH, --feed URL or --feeds FILE")


@app.command(epilog="Example: dateline preview seeds --json")
def preview(
    paths: Paths,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a document, a line each.")] = False,
    no_cleaning: Annotated[bool, typer.Option("--no-cleaning", help="Take the text as it stands; no title.")] = False,
    removed: Annotated[bool, typer.Option("--removed", help="Only what was removed, with role and rule.")] = False,
    mentions: Annotated[bool, typer.Option("--mentions", help="Only the names: what found each, how sure.")] = False,
    recogniser: RecogniserName = None,
    rules: Rules = None,
    field: Fields = None,
) -> None:
    """Show what dateline makes of files, without a database: entities marked, removed text with its rule."""
    from flows.commands.preview import run_preview, run_removed

    settings, fields = load_settings(recogniser=recogniser, rules=rules), parse_fields(field)
    if removed and (mentions or no_cleaning):
        raise SettingsError("--removed stands alone", "leave out --mentions and --no-cleaning")
    if removed:
        raise typer.Exit(run_removed(paths, settings, fields, as_json=as_json))
    shown = {"as_json": as_json, "no_cleaning": no_cleaning, "only_mentions": mentions}
    raise typer.Exit(run_preview(paths, settings, fields, **shown))


@app.command(epilog="Example: dateline schedule seeds --every 15m")
def schedule(
    paths: SomePaths = None,
    every: Annotated[str | None, typer.Option(metavar="15m", help="An interval: 30s, 15m, 6h, 1d.")] = None,
    cron: Annotated[str | None, typer.Option(metavar='"0 6 * * *"', help="A cron expression.")] = None,
    timezone: Annotated[str, typer.Option(metavar="ZONE", help="Of the cron expression: an IANA name.")] = "UTC",
    database: Database = None,
    recogniser: RecogniserName = None,
    rules: Rules = None,
    feed: Feed = None,
    feeds: Feeds = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Ingest folders, files and feeds again and again until stopped (Ctrl-C or SIGTERM), one run at a time."""
    from flows.commands.schedule import run_schedule
    from flows.fetch.gather import Feeds as Wanted

    settings = load_settings(database_url=database, recogniser=recogniser, rules=rules)
    _require_something(paths, feed, feeds)
    wanted = Wanted(feed or (), feeds, allow_private)
    run_schedule(paths or [], wanted, settings, every=every, cron=cron, timezone=timezone)
