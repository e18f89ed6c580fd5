"""Output forms: each can be read back by its own reader, and nothing drives the terminal."""

import csv
import io
import json

import pytest

from flows.telling.tables import FORMS, one_line, write_rows

COLUMNS = ["name", "note"]
ROWS = [("Qin Gang", None), ("a,b|c [red]x[/red]", 'two\nlines "quoted"'), ("中国", 3)]


def text(form: str) -> str:
    return "".join(write_rows(COLUMNS, ROWS, form))


def test_csv_reads_back():
    rows = list(csv.reader(io.StringIO(text("csv"))))
    assert rows == [COLUMNS, *[["" if v is None else str(v) for v in row] for row in ROWS]]


def test_json_reads_back():
    assert json.loads(text("json")) == [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]


def test_json_of_no_rows_is_an_empty_array():
    assert json.loads("".join(write_rows(COLUMNS, [], "json"))) == []


def test_markdown_has_a_line_a_row_and_bars_are_escaped():
    lines = text("markdown").splitlines()
    assert lines[0] == "| name | note |"
    assert len(lines) == 2 + len(ROWS)
    assert r"b\|c" in lines[3]


def test_table_shows_markup_as_text():
    assert "[red]x[/red]" in text("table")


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_control_sequences_do_not_reach_the_terminal(form):
    assert "\x1b" not in "".join(write_rows(["a"], [("\x1b[2J\x07",)], form))


def test_one_line():
    assert one_line("a\nb\x1b") == "a b\\x1b"
    assert one_line(None) == ""
    assert set(FORMS) == {"table", "csv", "json", "markdown"}
