"""Commands about entities: `dateline entities …` and `dateline review`."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.application import app
from flows.cli.options import Database, Form
from flows.settings import load_settings

entities_app = typer.Typer(
    help="Look at entities, and judge which names are one thing.",
    epilog="Example: dateline entities show person:qin-gang",
    no_args_is_help=True,
)
app.add_typer(entities_app, name="entities")

Key = Annotated[str, typer.Argument(metavar="KEY", help="As in entities.key, like person:qin-gang.")]
Who = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; you, when it is not said.")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why, for those who come after.")]


def _user(who: str | None) -> str:
    from getpass import getuser

    if who:
        return who
    try:
        return getuser()
    except (OSError, KeyError):
        return "unknown"


@entities_app.command("show", epilog="Example: dateline entities show person:qin-gang")
def show(key: Key, database: Database = None) -> None:
    """Show an entity: its spellings with counts and reasons, roles, neighbours, and the judgements on it."""
    from flows.commands.entity import show_entity

    raise typer.Exit(show_entity(load_settings(database_url=database), key))


@entities_app.command("merge", epilog="Example: dateline entities merge person:gang-qin person:qin-gang")
def merge(
    one: Annotated[str, typer.Argument(metavar="A", help="The key that becomes part of the other.")],
    other: Annotated[str, typer.Argument(metavar="B", help="The key that stays.")],
    who: Who = None,
    why: Why = "",
    database: Database = None,
) -> None:
    """Say that A and B are one: all that is A becomes part of B, now and on later runs."""
    from flows.commands.entities import judge, judgement

    raise typer.Exit(judge(load_settings(database_url=database), judgement("merge", one, other, _user(who), why)))


@entities_app.command(
    "split", epilog="Example: dateline entities split person:john-smith --country GB --as 'John Smith MP'"
)
def split(
    key: Key,
    other: Annotated[str | None, typer.Argument(metavar="[B]", help="The one key to part from it; else all.")] = None,
    alias: Annotated[str | None, typer.Option(metavar="TEXT", help="Only mentions spelt so.")] = None,
    uri: Annotated[str | None, typer.Option(metavar="URI", help="Only mentions in this document.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Only where an office of it is given.")] = None,
    name: Annotated[str | None, typer.Option("--as", metavar="NAME", help="What the part is called.")] = None,
    who: Who = None,
    why: Why = "",
    database: Database = None,
) -> None:
    """Part what was made one: merges into KEY end; or, with a condition, only the mentions for which it holds leave."""
    from flows.commands.entities import judge, judgement, part_of
    from flows.text.errors import SettingsError

    conditions = {"alias": alias, "uri": uri, "country_code": country}
    if any(conditions.values()):
        if other:
            raise SettingsError("split takes B or a condition, not both", "give one of them")
        other = part_of(key, name, conditions)
    elif name:
        raise SettingsError("--as names a part, and no condition says which", "give --alias, --uri or --country")
    made = judgement("split", key, other, _user(who), why, name=name, **conditions)
    raise typer.Exit(judge(load_settings(database_url=database), made))


@entities_app.command("rename", epilog="Example: dateline entities rename country:TR Türkiye")
def rename(
    key: Key,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    who: Who = None,
    why: Why = "",
    database: Database = None,
) -> None:
    """Give an entity a name, whatever its mentions say."""
    from flows.commands.entities import judge, judgement

    made = judgement("rename", key, None, _user(who), why, name=name)
    raise typer.Exit(judge(load_settings(database_url=database), made))


@entities_app.command("forbid", epilog="Example: dateline entities forbid person:ivan-petrov person:ivan-petroff")
def forbid(
    one: Annotated[str, typer.Argument(metavar="A")],
    other: Annotated[str, typer.Argument(metavar="B")],
    who: Who = None,
    why: Why = "",
    database: Database = None,
) -> None:
    """Say that A and B are not one, whatever the rules say."""
    from flows.commands.entities import judge, judgement

    raise typer.Exit(judge(load_settings(database_url=database), judgement("forbid", one, other, _user(who), why)))


@entities_app.command("judgements", epilog="Example: dateline entities judgements --format json > judgements.json")
def judgements(form: Form = "table", database: Database = None) -> None:
    """List the judgements, and why some have no effect."""
    from flows.commands.entities import list_judgements

    raise typer.Exit(list_judgements(load_settings(database_url=database), form))


@entities_app.command("undo", epilog="Example: dateline entities undo 3")
def undo(number: Annotated[int, typer.Argument(metavar="NUMBER")], database: Database = None) -> None:
    """Take a judgement back: the rows become those that there would be without it."""
    from flows.commands.entities import undo as take_back

    raise typer.Exit(take_back(load_settings(database_url=database), number))


@entities_app.command("replay", epilog="Example: dateline entities replay judgements.json")
def replay(file: Annotated[Path, typer.Argument(metavar="FILE")], database: Database = None) -> None:
    """Follow the judgements of another database, from a file that `judgements --format json` wrote."""
    from flows.commands.entities import replay_judgements

    raise typer.Exit(replay_judgements(load_settings(database_url=database), file))


@app.command(epilog="Example: dateline review --limit 20")
def review(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many links to ask about.")] = 20,
    who: Who = None,
    database: Database = None,
) -> None:
    """Walk through the links that are least sure and judge them: y, n, s to skip, q to quit."""
    from flows.commands.review import review as ask

    raise typer.Exit(ask(load_settings(database_url=database), limit, _user(who)))
