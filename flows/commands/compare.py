"""`dateline compare`: what a new rule, recogniser or model would change, before anything is written; or two runs."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html import escape
from pathlib import Path

from db.engine import make_engine, transaction
from db.errors import DatabaseError
from db.history import between_runs
from db.migrate import require_current
from db.models import instant_text
from flows.redoing.comparison import KINDS, Comparison
from flows.redoing.ways import compare_ways
from flows.settings import Settings
from flows.telling.tables import one_line, write_rows
from flows.text.errors import SettingsError
from flows.text.recognisers import MAKERS

MOST_ENTITIES = 8
"""Entities that are shown as split, and as merged."""

Table = tuple[str, list[str], list[tuple[object, ...]]]
"""A heading, columns and rows."""


def run_compare(
    settings: Settings, models: tuple[str, str] | None, source: str | None, limit: int, page: Path | None
) -> int:
    """Compare what is stored with what `settings` would make, or two recognisers. Returns the exit code."""
    before, after = (_with_model(settings, each) for each in models) if models else (None, settings)
    done = compare_ways(before, after, source, limit)
    return _show(list(_tables(done)), page)


def compare_runs(settings: Settings, first: str, second: str, page: Path | None) -> int:
    """What two runs say of themselves, side by side, and which articles were replaced from the one to the other."""
    if not (first.isdecimal() and second.isdecimal()):
        raise SettingsError(f"{first} {second} are no runs", "give two numbers as in `dateline runs`")
    engine = make_engine(settings.database_url, read_only=True)
    try:
        with transaction(engine) as connection:
            require_current(connection)
            rows, articles = between_runs(connection, int(first), int(second))
    except LookupError as error:
        raise SettingsError(f"there is no run {error.args[0]}", "see `dateline runs`") from None
    finally:
        engine.dispose()
    facts: list[tuple[object, ...]] = [(name, _plain(a), _plain(b)) for name, a, b in rows]
    tables: list[Table] = [("Runs", ["what", f"run {first}", f"run {second}"], facts)]
    tables.append(
        (
            "Articles replaced or new between them",
            ["uri", "what", "when"],
            [tuple(map(_plain, row)) for row in articles],
        )
    )
    return _show(tables, page)


def _plain(value: object) -> object:
    return instant_text(value) if isinstance(value, datetime) else value


def _with_model(settings: Settings, name: str) -> Settings:
    """A recogniser by its name, or a model of the recogniser that is set."""
    return replace(settings, recogniser=name, model="") if name in MAKERS else replace(settings, model=name)


def _show(tables: list[Table], page: Path | None) -> int:
    for title, columns, rows in tables:
        if rows:
            print(title)
            sys.stdout.writelines(write_rows(columns, rows, "table"))
    if page is not None:
        try:
            page.write_text("".join(_page(tables)), encoding="utf-8")
        except OSError as error:
            raise DatabaseError(f"{page} cannot be written: {error.strerror}", "name another file") from error
    return 0


def _tables(done: Comparison) -> Iterator[Table]:
    counts: list[tuple[object, ...]] = [
        ("documents", done.documents),
        ("documents that could not be made", done.failed),
        ("documents with another title or body", done.texts_changed),
        ("mentions alike", done.same_mentions),
        *((f"mentions {kind}", done.counts[kind]) for kind in KINDS),
        ("entities split", len(done.split())),
        ("entities merged", len(done.merged())),
    ]
    yield "What would change", ["what", "count"], counts
    examples: list[tuple[object, ...]] = [
        (change.kind, change.uri, change.before, change.after) for kind in KINDS for change in done.examples[kind]
    ]
    yield "Mentions", ["what", "document", "before", "after"], examples
    split: list[tuple[object, ...]] = [("split", old, ", ".join(new)) for old, new in done.split()[:MOST_ENTITIES]]
    merged: list[tuple[object, ...]] = [("merged", ", ".join(old), new) for new, old in done.merged()[:MOST_ENTITIES]]
    yield "Entities", ["what", "before", "after"], split + merged


def _page(tables: list[Table]) -> Iterator[str]:
    """A page of its own, without a script."""
    yield '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>dateline compare</title>\n<style>'
    yield "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}"
    yield "table{border-collapse:collapse}td,th{padding:.3rem .8rem;text-align:left;border-bottom:1px solid #ccc}"
    yield "</style>\n"
    for title, columns, rows in tables:
        if rows:
            yield f"<h2>{escape(title)}</h2>\n<table>\n<tr>{''.join(f'<th>{escape(c)}</th>' for c in columns)}</tr>\n"
            for row in rows:
                yield f"<tr>{''.join(f'<td>{escape(one_line(value))}</td>' for value in row)}</tr>\n"
            yield "</table>\n"
    yield "</html>\n"
