"""`dateline diff`: the text of a document against the body of its article, block by block, with what decided."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from db.engine import make_engine, transaction
from db.loading.reread import ledger
from db.migrate import require_current
from flows.commands.finding import the_document
from flows.settings import Settings
from flows.telling.tables import one_line

STYLES = {"-": "red", "+": "green", "=": "cyan", " ": ""}
"""How a line begins: `-` removed, `+` as the body has it instead, `=` read into another field, blank as it was."""


def run_diff(settings: Settings, uri: str) -> int:
    """Print it, coloured for a terminal. Returns the exit code. Raises SettingsError when there is no such document."""
    engine = make_engine(settings.database_url, read_only=True)
    with transaction(engine) as connection:
        require_current(connection)
        raw, body, blocks = ledger(connection, the_document(connection, uri).id)
    engine.dispose()
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(Text(f"--- {one_line(uri)} as read\n+++ {one_line(uri)} as its article's body", style="bold"))
    for mark, line in compared(raw, body, blocks):
        console.print(Text(f"{mark} {one_line(line)}", style=STYLES[mark]), soft_wrap=True)
    return 0


def compared(raw: str, body: str, blocks: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Lines with their mark, in the order of the text; what is removed or goes elsewhere ends with role and rule."""
    for block in blocks:
        text = raw[block.raw_start : block.raw_end].strip()
        if not text:
            continue
        if block.body_start is None:
            lines = text.splitlines()
            lines[-1] += f"  [{block.role}: {block.rule}]" if block.rule else f"  [{block.role}]"
            yield from (("=" if block.kept else "-", line) for line in lines)
        elif body[block.body_start : block.body_end] == text:
            yield from ((" ", line) for line in text.splitlines())
        else:
            yield from (("-", line) for line in text.splitlines())
            yield from (("+", line) for line in body[block.body_start : block.body_end].splitlines())
