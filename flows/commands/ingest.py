"""`dateline ingest`: run the flow, show how far it is, and say what it did."""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from flows.running.conduct import conduct
from flows.running.progress import watching
from flows.running.record import Report
from flows.scheduling.prefect_setup import log_to_file, prepare_prefect, server_answers
from flows.settings import Settings
from flows.telling.log import log_as_asked
from flows.telling.summary import facts
from flows.telling.tables import one_line
from flows.text.errors import SettingsError


def run_ingest(
    paths: list[Path],
    settings: Settings,
    mapping: Mapping[str, str],
    *,
    prefect: bool,
    fail_on_rejects: bool = False,
) -> int:
    """Ingest and print a summary. Returns the exit code: 0 when the run ended well, rejects or not.

    With `fail_on_rejects` it is 1 when something could not be read that nobody has said to ignore.
    """
    for path in paths:
        if not path.exists():
            raise SettingsError(f"{path} does not exist", "give the path of a folder of news files, or of one file")
    log_as_asked(settings.log)
    end_on_sigterm()
    with progress_shown():
        report = (_with_prefect if prefect else conduct)(paths, settings, mapping)
    print_summary(report)
    return 1 if fail_on_rejects and report.failing else 0


def end_on_sigterm() -> None:
    """On SIGTERM end as on Ctrl-C: the run says in its record that it was stopped."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt("stopped by SIGTERM")


def _with_prefect(paths: list[Path], settings: Settings, mapping: Mapping[str, str]) -> Report:
    settings.export(os.environ)
    prepare_prefect(settings.home)
    from flows.ingest import TAG, ingest, tags  # noqa: PLC0415 - Prefect reads its environment when it is imported

    log_to_file(settings.home)
    with tags(TAG), server_answers():
        state: Any = ingest([str(path) for path in paths], dict(mapping), return_state=True)
    return cast(Report, state.result(raise_on_failure=True))


@contextmanager
def progress_shown() -> Iterator[None]:
    """A bar for people; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        with watching(lambda done, todo: bar.update(task, advance=done, total=todo)):
            yield


def print_summary(report: Report) -> None:
    """What a run did, one fact a line."""
    rows = facts(report)
    width = max(len(name) for name, _ in rows)
    print("\n".join(f"{one_line(name):{width}}  {one_line(value)}" for name, value in rows))
