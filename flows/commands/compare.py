"""`dateline compare`: what a new rule, recogniser or model would change, before anything is written; or two runs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from db.engine import make_engine, transaction
from db.history import came_and_went, told_of_themselves, two_runs
from db.migrate import require_current
from db.models import instant_text
from flows.commands.answers import require_new
from flows.redoing.between import Between, compare_runs_of
from flows.redoing.ways import compare_ways
from flows.settings import Settings
from flows.telling.changes import Table, show_tables, tables_of
from flows.text.errors import SettingsError
from flows.text.recognisers import MAKERS

UNKNOWN = "documents whose text then is not kept"


def run_compare(
    settings: Settings,
    models: tuple[str, str] | None,
    source: str | None,
    limit: int,
    page: Path | None,
    *,
    force: bool = False,
) -> int:
    """Compare what is stored with what `settings` would make, or two recognisers. Returns the exit code."""
    if page is not None:
        require_new(page, settings, force=force)
    before, after = (_with_model(settings, each) for each in models) if models else (None, settings)
    done = compare_ways(before, after, source, limit)
    show_tables(list(tables_of(done, "What would change")), page)
    return 0


def compare_runs(
    settings: Settings, first: str, second: str, limit: int, page: Path | None, *, force: bool = False
) -> int:
    """What changed from one run to a later one: what they say of themselves, mentions, entities, articles."""
    if page is not None:
        require_new(page, settings, force=force)
    if not (first.isdecimal() and second.isdecimal()):
        raise SettingsError(f"{first} {second} are no runs", "give two numbers as in `dateline runs`")
    engine = make_engine(settings.database_url, read_only=True)
    try:
        with transaction(engine) as connection:
            require_current(connection)
            runs = two_runs(connection, int(first), int(second))
            done, articles = compare_runs_of(connection, runs, limit), came_and_went(connection, runs)
    except LookupError as error:
        raise SettingsError(f"there is no run {error.args[0]}", "see `dateline runs`") from None
    finally:
        engine.dispose()
    a, b = (f"run {run['id']}" for run in runs)
    facts: list[tuple[object, ...]] = [tuple(map(_plain, row)) for row in told_of_themselves(runs)]
    others: list[tuple[object, ...]] = [tuple(map(_plain, row)) for row in articles]
    tables: list[Table] = [("Runs", ["what", a, b], facts)]
    tables += tables_of(done.comparison, f"What changed from {a} to {b}", _beyond(done), UNKNOWN)
    tables.append((f"Articles new, replaced or vanished from {a} to {b}", ["uri", "what", "when"], others))
    show_tables(tables, page)
    return 0


def _beyond(done: Between) -> Iterator[tuple[str, int]]:
    if done.others:
        yield "documents beyond the limit, not compared", done.others
    if done.unkept:
        yield "texts replaced before mentions were kept, not compared", done.unkept


def _plain(value: object) -> object:
    return instant_text(value) if isinstance(value, datetime) else value


def _with_model(settings: Settings, name: str) -> Settings:
    """A recogniser by its name, or a model of the recogniser that is set."""
    return replace(settings, recogniser=name, model="") if name in MAKERS else replace(settings, model=name)
