"""Commands that ask the database: query, search, export, runs."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.application import app
from flows.cli.options import Database, Force, Form, Out, pairs
from flows.settings import load_settings


@app.command(epilog='Example: dateline query "select title, word_count from articles"')
def query(
    question: Annotated[str | None, typer.Argument(metavar="SQL|NAME", help="None lists the ready questions.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE")] = None,
    form: Form = "table",
    out: Out = None,
    force: Force = False,
    seconds: Annotated[float, typer.Option(help="How long it may take.", min=0.1)] = 60.0,
    database: Database = None,
) -> None:
    """Ask the database: SQL of yours, or a ready question by its name. It is opened read-only."""
    from flows.commands.query import run_question

    settings, given = load_settings(database_url=database), pairs(param, "--param")
    run_question(question, given, form, settings, out, force=force, seconds=seconds)


@app.command(epilog="Example: dateline search '\"north korea\" -sanctions' -n 20 --from 2023-05-01")
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help='Words, "phrases", -not, OR.')],
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many articles.")] = 20,
    source: Annotated[str | None, typer.Option("--source", help="Only of this publisher: a name or slug.")] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DAY", help="Published on this day or later.")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Published on this day or before.")] = None,
    entity: Annotated[str | None, typer.Option("--entity", metavar="NAME", help="Naming this, however spelt.")] = None,
    form: Form = "table",
    out: Out = None,
    force: Force = False,
    database: Database = None,
) -> None:
    """Search titles and bodies for words, the best articles first, with the place that matched."""
    from db.search import Filters
    from flows.commands.search import run_search

    filters = Filters(source, since, until, entity)
    run_search(" ".join(words), limit, filters, form, load_settings(database_url=database), out, force=force)


@app.command(epilog="Example: dateline export --format csv --out news-tables")
def export(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR|FILE", help="Where to: a folder or a file.")],
    form: Annotated[
        str,
        typer.Option("--format", "-f", metavar="FORM", help="csv, jsonl, parquet, sqlite, geojson, ftm, conll, brat."),
    ] = "csv",
    question: Annotated[
        str | None, typer.Option("--query", "-q", metavar="SQL|NAME", help="The answer to this, as one file.")
    ] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only what was read or changed on this day or later.")
    ] = None,
    of: Annotated[str, typer.Option("--of", metavar="WHAT", help="On a map: entities or mentions.")] = "entities",
    as_stored: Annotated[bool, typer.Option("--as-stored", help="Leave cells that a spreadsheet may run.")] = False,
    force: Force = False,
    database: Database = None,
) -> None:
    """Take the data away: tables with a datapackage.json, or the formats of Aleph, maps and annotators."""
    from db.export import Wish
    from flows.commands.export import run_export

    wish = Wish(form, question, pairs(param, "--param"), since, of, as_stored)
    run_export(wish, out, load_settings(database_url=database), force=force)


@app.command(epilog="Example: dateline runs --format json")
def runs(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many.")] = 20,
    form: Form = "table",
    database: Database = None,
) -> None:
    """List the latest runs: what each saw, and how it ended."""
    from flows.commands.query import run_question

    run_question("latest-runs", {"limit": str(limit)}, form, load_settings(database_url=database))
