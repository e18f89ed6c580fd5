"""Rows as text: a table for the terminal, CSV, JSON or Markdown, one line after another."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

Rows = Iterable[Sequence[object]]

UNBOUNDED = 10_000
"""Columns of a table that nobody's terminal has to fold: one line a row."""


def write_rows(columns: Sequence[str], rows: Rows, form: str) -> Iterator[str]:
    """Lines (each with its line end) of `rows` in `form`: table, csv, json (one array) or markdown."""
    return FORMS[form](columns, rows)


def one_line(value: object) -> str:
    """A value as a person may see it in a terminal: null is empty, control characters are shown, not obeyed."""
    text = "" if value is None else str(value)
    return text if text.isprintable() else "".join(c if c.isprintable() else _visible(c) for c in text)


def _visible(character: str) -> str:
    return " " if character in "\n\t\r" else f"\\x{ord(character):02x}"


def _table(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(one_line(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(value)) for value in row))
    width = max(Console().width, 40) if sys.stdout.isatty() else UNBOUNDED
    console = Console(file=(out := io.StringIO()), width=width, markup=False, emoji=False)
    console.print(table)
    yield "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def _csv(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    writer = csv.writer(out := io.StringIO(), lineterminator="\n")
    for row in chain([columns], rows):
        writer.writerow(row)
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _json(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield (",\n " if number else "") + json.dumps(
            dict(zip(columns, row, strict=True)), ensure_ascii=False, default=str
        )
    yield "]\n"


def _markdown(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    yield _bars(columns)
    yield _bars(["---"] * len(columns))
    for row in rows:
        yield _bars(row)


def _bars(values: Sequence[object]) -> str:
    return "| " + " | ".join(one_line(value).replace("|", "\\|") for value in values) + " |\n"


FORMS: dict[str, Callable[[Sequence[str], Rows], Iterator[str]]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "markdown": _markdown,
}
"""The output forms of `dateline query` and its kin, by name."""
