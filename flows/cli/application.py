"""The application that the commands register with, and the order in which help lists them."""

from typing import Any

import typer
from typer.core import TyperGroup

ORDER = (
    *("ingest", "preview", "watch", "schedule", "status"),
    *("query", "search", "explore", "export", "runs", "why", "rejects"),
    *("diff", "restore", "reannotate", "compare", "rules", "entities", "review"),
    *("check", "backup", "prune", "vacuum", "migrate", "version"),
)
"""The way of the work: files in, questions, mending, keeping."""


class InOrder(TyperGroup):
    """Lists commands in the order of the work; one that is not named there comes last."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of the commands, as help shows them."""
        return sorted(super().list_commands(ctx), key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


app = typer.Typer(
    cls=InOrder,
    help="Turn files of news text into a database that people query with SQL.",
    epilog="Settings: flags, else DATELINE_* in the environment, else .env. Exit codes: 0 done, 1 failed, 2 wrong use.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
