"""What a comparison found, as tables for the terminal and as a page."""

import sys
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from db.errors import DatabaseError
from flows.redoing.comparison import KINDS, Comparison
from flows.telling.tables import one_line, write_rows

MOST_ENTITIES = 8
"""Entities that are shown as split, and as merged."""

FAILED = "documents that could not be made"

Table = tuple[str, list[str], list[tuple[object, ...]]]
"""A heading, columns and rows."""

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{padding:.3rem .8rem;text-align:left;border-bottom:1px solid #ccc}"
)


def tables_of(
    done: Comparison, title: str, more: Iterable[tuple[str, int]] = (), failed: str = FAILED
) -> Iterator[Table]:
    """Counts under a title, then examples of mentions and of entities.

    `more` counts come first; `failed` says what documents are that could not be compared.
    """
    counts: list[tuple[object, ...]] = [
        *more,
        ("documents", done.documents),
        (failed, done.failed),
        ("documents with another title or body", done.texts_changed),
        ("mentions alike", done.same_mentions),
        *((f"mentions {kind}", done.counts[kind]) for kind in KINDS),
        ("entities split", len(done.split())),
        ("entities merged", len(done.merged())),
    ]
    yield title, ["what", "count"], counts
    examples: list[tuple[object, ...]] = [
        (change.kind, change.uri, change.before, change.after) for kind in KINDS for change in done.examples[kind]
    ]
    yield "Mentions", ["what", "document", "before", "after"], examples
    split: list[tuple[object, ...]] = [("split", old, ", ".join(new)) for old, new in done.split()[:MOST_ENTITIES]]
    merged: list[tuple[object, ...]] = [("merged", ", ".join(old), new) for new, old in done.merged()[:MOST_ENTITIES]]
    yield "Entities", ["what", "before", "after"], split + merged


def show_tables(tables: list[Table], page: Path | None) -> None:
    """Print those that hold something, and write them as a page where one is asked for. Raises DatabaseError."""
    for title, columns, rows in tables:
        if rows:
            print(title)
            sys.stdout.writelines(write_rows(columns, rows, "table"))
    if page is not None:
        try:
            page.write_text("".join(_page(tables)), encoding="utf-8")
        except OSError as error:
            raise DatabaseError(f"{page} cannot be written: {error.strerror}", "name another file") from error


def _page(tables: list[Table]) -> Iterator[str]:
    """A page of its own, without a script."""
    yield '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>dateline compare</title>\n'
    yield f"<style>{STYLE}</style>\n"
    for title, columns, rows in tables:
        if rows:
            yield f"<h2>{escape(title)}</h2>\n<table>\n<tr>{''.join(f'<th>{escape(c)}</th>' for c in columns)}</tr>\n"
            for row in rows:
                yield f"<tr>{''.join(f'<td>{escape(one_line(value))}</td>' for value in row)}</tr>\n"
            yield "</table>\n"
    yield "</html>\n"
