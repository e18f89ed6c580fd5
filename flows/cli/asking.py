"""Commands that ask the database: query, runs, rejects."""

from typing import Annotated

import typer

from flows.cli.application import app
from flows.cli.options import Database, Form, pairs
from flows.settings import load_settings


@app.command(epilog='Example: dateline query "select title, word_count from articles"')
def query(
    question: Annotated[str | None, typer.Argument(metavar="SQL|NAME", help="None lists the ready questions.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE")] = None,
    form: Form = "table",
    database: Database = None,
) -> None:
    """Ask the database: SQL of yours, or a ready question by its name. It is opened read-only."""
    from flows.commands.query import run_question

    run_question(question, pairs(param, "--param"), form, load_settings(database_url=database))


@app.command(epilog="Example: dateline runs --format json")
def runs(
    limit: Annotated[int, typer.Option("--limit", "-n", help="How many.")] = 20,
    form: Form = "table",
    database: Database = None,
) -> None:
    """List the latest runs: what each saw, and how it ended."""
    from flows.commands.query import run_question

    run_question("latest-runs", {"limit": str(limit)}, form, load_settings(database_url=database))


@app.command(epilog="Example: dateline rejects")
def rejects(form: Form = "table", database: Database = None) -> None:
    """List the files and records that could not be read, why, and how to mend them."""
    from flows.commands.query import run_question

    run_question("open-rejects", {}, form, load_settings(database_url=database))
