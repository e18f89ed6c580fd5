"""Commands about cleaning rules: `dateline rules …`."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.application import app
from flows.cli.options import Database, Form, RecogniserName, Rules, Wait
from flows.settings import load_settings

rules_app = typer.Typer(
    help="Look at the cleaning rules, test them, and judge those learned.",
    epilog="Example: dateline rules show comments-not-ours",
    no_args_is_help=True,
)
app.add_typer(rules_app, name="rules")


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
    wait: Wait = None,
) -> None:
    """Say that a learned notice is content: it comes back wherever it stood, and is not learned again."""
    from flows.commands.rules import veto_notice

    settings = load_settings(database_url=database, recogniser=recogniser, rules=rules, wait=wait)
    raise typer.Exit(veto_notice(settings, fingerprint, why, undo=undo))
