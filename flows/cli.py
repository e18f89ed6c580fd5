"""The `dateline` command: a thin shell. Each command imports what it needs, so that help and queries answer at once."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from db.errors import DatabaseError
from flows.settings import load_settings
from flows.text.errors import DatelineError, SettingsError

app = typer.Typer(
    help="Turn files of news text into a database that people query with SQL.",
    epilog="Settings: flags, else DATELINE_* in the environment, else .env. Exit codes: 0 done, 1 failed, 2 wrong use.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

rules_app = typer.Typer(help="Look at the cleaning rules, test them, and judge those learned.", no_args_is_help=True)
app.add_typer(rules_app, name="rules")

Database = Annotated[
    str | None, typer.Option("--database", "-d", metavar="URL|FILE", help="The database. [env: DATELINE_DATABASE_URL]")
]
RecogniserName = Annotated[
    str | None, typer.Option("--recogniser", metavar="NAME", help="What finds names. [env: DATELINE_RECOGNISER]")
]
Rules = Annotated[
    Path | None, typer.Option("--rules", metavar="FILE", help="Boilerplate rules of yours. [env: DATELINE_RULES]")
]
Fields = Annotated[
    list[str] | None, typer.Option("--map", metavar="FIELD=NAME", help="NAME of a record is dateline's FIELD.")
]
Form = Annotated[str, typer.Option("--format", "-f", metavar="FORM", help="table, csv, json or markdown.")]
Uri = Annotated[str, typer.Argument(metavar="URI", help="As in documents.uri: a path, with #n for a record.")]
Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Folders or files.")]


def main() -> None:
    """Run the command; a user's mistake is told in words and ends with 2, a failure with 1."""
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


def _fail(error: DatelineError | DatabaseError, code: int) -> None:
    from flows.tables import one_line

    typer.echo(f"dateline: {one_line(error.message)}", err=True)
    if error.mend:
        typer.echo(f"  mend: {one_line(error.mend)}", err=True)
    raise SystemExit(code)


@app.command(epilog="Example: dateline ingest seeds")
def ingest(
    paths: Paths,
    database: Database = None,
    recogniser: RecogniserName = None,
    rules: Rules = None,
    field: Fields = None,
    batch_size: Annotated[int | None, typer.Option(help="Documents a transaction. [env: DATELINE_BATCH_SIZE]")] = None,
    prefect: Annotated[bool, typer.Option(help="Run as a Prefect flow (the default), or as plain functions.")] = True,
) -> None:
    """Read folders or files into the database; run it again, and only what is new or changed is read."""
    from flows.commands.ingest import run_ingest

    settings = load_settings(database_url=database, recogniser=recogniser, rules=rules, batch_size=batch_size)
    raise typer.Exit(run_ingest(paths, settings, parse_fields(field), prefect=prefect))


@app.command(epilog="Example: dateline preview seeds --json")
def preview(
    paths: Paths,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a document, a line each.")] = False,
    no_cleaning: Annotated[bool, typer.Option("--no-cleaning", help="Take the text as it stands; no title.")] = False,
    removed: Annotated[bool, typer.Option("--removed", help="Only what was removed, with role and rule.")] = False,
    recogniser: RecogniserName = None,
    rules: Rules = None,
    field: Fields = None,
) -> None:
    """Show what dateline makes of files, without a database: entities marked, removed text with its rule."""
    from flows.commands.preview import run_preview, run_removed

    settings = load_settings(recogniser=recogniser, rules=rules)
    if removed:
        raise typer.Exit(run_removed(paths, settings, parse_fields(field), as_json=as_json))
    raise typer.Exit(run_preview(paths, settings, parse_fields(field), as_json=as_json, no_cleaning=no_cleaning))


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
) -> None:
    """Put back into an article what cleaning removed. It outlives later runs, until you undo it."""
    from flows.commands.restore import run_restore

    settings = load_settings(database_url=database, recogniser=recogniser, rules=rules)
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
    prefect: Annotated[bool, typer.Option(help="Run as a Prefect flow (the default), or as plain functions.")] = True,
) -> None:
    """Clean and recognise stored documents again, when rules or a model changed; writes only what becomes another."""
    from flows.commands.reannotate import run_reannotate
    from flows.remaking import Choice

    settings = load_settings(database_url=database, recogniser=recogniser, rules=rules)
    raise typer.Exit(run_reannotate(settings, Choice(rule, source, uri, stale), dry_run=dry_run, prefect=prefect))


@rules_app.command("list", epilog="Example: dateline rules list --format markdown")
def rules_list(form: Form = "table", rules: Rules = None) -> None:
    """List the boilerplate rules: name, role, and what each is for."""
    from flows.commands.rules import list_rules

    list_rules(load_settings(rules=rules), form)


@rules_app.command("show", epilog="Example: dateline rules show comments-not-ours")
def rules_show(name: Annotated[str, typer.Argument(metavar="NAME")], rules: Rules = None) -> None:
    """Show one rule with its pattern and examples."""
    from flows.commands.rules import show_rule

    show_rule(load_settings(rules=rules), name)


@rules_app.command("test", epilog="Example: dateline rules test my-rules.toml")
def rules_test(
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help="Rules of yours.")] = None,
    rules: Rules = None,
) -> None:
    """Run the examples of the rules in files, or of all rules; 1 when one breaks its word."""
    from flows.commands.rules import check_rules

    raise typer.Exit(check_rules(load_settings(rules=rules), files or []))


@rules_app.command("explain", epilog="Example: dateline rules explain seeds")
def rules_explain(
    what: Annotated[str, typer.Argument(metavar="FILE|URI", help="A file or folder, or a stored document.")],
    form: Form = "table",
    database: Database = None,
    rules: Rules = None,
) -> None:
    """Show which rule decided which stretch of a text, and why."""
    from flows.commands.rules import explain_rules

    raise typer.Exit(explain_rules(load_settings(database_url=database, rules=rules), what, form))


@rules_app.command("learned", epilog="Example: dateline rules learned --format json")
def rules_learned(form: Form = "table", database: Database = None) -> None:
    """List the notices learned from the corpus, and the vetoes against some."""
    from flows.commands.query import run_question

    run_question("learned-notices", {}, form, load_settings(database_url=database))


@rules_app.command("veto", epilog="Example: dateline rules veto 9f86d081884c --why 'our motto'")
def rules_veto(
    fingerprint: Annotated[str, typer.Argument(metavar="FINGERPRINT", help="As `dateline rules learned` shows it.")],
    why: Annotated[str, typer.Option(help="Why, for those who come after.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the veto back.")] = False,
    database: Database = None,
    recogniser: RecogniserName = None,
    rules: Rules = None,
) -> None:
    """Say that a learned notice is content: it comes back wherever it stood, and is not learned again."""
    from flows.commands.rules import veto_notice

    settings = load_settings(database_url=database, recogniser=recogniser, rules=rules)
    raise typer.Exit(veto_notice(settings, fingerprint, why, undo=undo))


@app.command(epilog="Example: dateline migrate --database archive.db")
def migrate(database: Database = None) -> None:
    """Bring the database to the newest schema, or make it; keeps every row. `ingest` does this by itself."""
    from db.engine import make_engine
    from db.migrate import migrate as bring_up
    from db.migrate import revisions

    changed = bring_up(make_engine(load_settings(database_url=database).database_url))
    typer.echo(f"schema {revisions()[-1]}, {'newly made or upgraded' if changed else 'as it was'}")


@app.command(epilog="Example: dateline schedule seeds --every 15m")
def schedule(
    paths: Paths,
    every: Annotated[str | None, typer.Option(metavar="15m", help="An interval: 30s, 15m, 6h, 1d.")] = None,
    cron: Annotated[str | None, typer.Option(metavar='"0 6 * * *"', help="A cron expression.")] = None,
    timezone: Annotated[str, typer.Option(metavar="ZONE", help="Of the cron expression: an IANA name.")] = "UTC",
    database: Database = None,
    recogniser: RecogniserName = None,
) -> None:
    """Ingest again and again until stopped (Ctrl-C or SIGTERM), one run at a time."""
    from flows.commands.schedule import run_schedule

    settings = load_settings(database_url=database, recogniser=recogniser)
    run_schedule(paths, settings, every=every, cron=cron, timezone=timezone)


@app.command()
def version() -> None:
    """Print dateline's version."""
    from importlib.metadata import version as installed

    typer.echo(f"dateline {installed('dateline')}")


def parse_fields(given: list[str] | None) -> dict[str, str]:
    """`--map FIELD=NAME` options as a mapping of NAME to FIELD. Raises SettingsError for one without `=`."""
    return {name: field for field, name in pairs(given, "--map").items()}


def pairs(given: list[str] | None, option: str) -> dict[str, str]:
    """`NAME=VALUE` options as a mapping. Raises SettingsError for one without `=`."""
    parted = [item.partition("=") for item in given or []]
    for name, sign, value in parted:
        if not (name and sign and value):
            raise SettingsError(f"{option} {name}{sign}{value} is no pair", f"write {option} NAME=VALUE")
    return {name: value for name, _, value in parted}
