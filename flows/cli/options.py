"""Options that several commands share, and how NAME=VALUE is read."""

from pathlib import Path
from typing import Annotated

import typer

from flows.text.errors import SettingsError

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
Wait = Annotated[
    str | None, typer.Option("--wait", metavar="30s", help="How long for another run to end. [env: DATELINE_WAIT]")
]
Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write there, not to the terminal.")]
Force = Annotated[bool, typer.Option("--force", help="Replace what --out names.")]
Uri = Annotated[str, typer.Argument(metavar="URI", help="As in documents.uri: a path, with #n for a record.")]
Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Folders or files.")]
SomePaths = Annotated[list[Path] | None, typer.Argument(metavar="PATH...", help="Folders or files.")]
Feed = Annotated[list[str] | None, typer.Option("--feed", metavar="URL", help="Fetch this feed's stories first.")]
Feeds = Annotated[Path | None, typer.Option("--feeds", metavar="FILE", help="Fetch the feeds that this file names.")]

AllowPrivate = Annotated[bool, typer.Option(help="Fetch feeds from private addresses too.")]


def parse_fields(given: list[str] | None) -> dict[str, str]:
    """`--map FIELD=NAME` options as a mapping of NAME to FIELD. Raises SettingsError for no pair, and no FIELD."""
    from flows.text.readers.fields import NAMES

    said = pairs(given, "--map", "FIELD=NAME")
    for field in sorted(said.keys() - NAMES.keys()):
        raise SettingsError(f"--map {field}={said[field]}: there is no field {field}", f"known are {', '.join(NAMES)}")
    return {name: field for field, name in said.items()}


def pairs(given: list[str] | None, option: str, form: str = "NAME=VALUE") -> dict[str, str]:
    """`NAME=VALUE` options as a mapping. Raises SettingsError for one without `=`."""
    parted = [item.partition("=") for item in given or []]
    for name, sign, value in parted:
        if not (name and sign and value):
            raise SettingsError(f"{option} {name}{sign}{value} is no pair", f"write {option} {form}")
    return {name: value for name, _, value in parted}


def fails_on_rejects(given: str | None) -> bool:
    """Whether `--fail-on rejects` was given. Raises SettingsError for anything else."""
    if given not in (None, "rejects"):
        raise SettingsError(f"--fail-on {given} is not known", "write --fail-on rejects")
    return given is not None
