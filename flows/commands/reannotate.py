"""`dateline reannotate`: make stored documents into articles again, and say what that changed."""

import os
from dataclasses import asdict
from typing import Any, cast

from flows.commands.ingest import end_on_sigterm, progress_shown
from flows.making.reclean import Recleaned
from flows.redoing.reannotation import Choice, remake
from flows.scheduling.prefect_setup import log_to_file, prepare_prefect, server_answers
from flows.settings import Settings
from flows.telling.log import log_as_asked
from flows.telling.summary import recleaned_facts
from flows.telling.tables import one_line


def run_reannotate(settings: Settings, choice: Choice, *, dry_run: bool, prefect: bool) -> int:
    """Print a summary. Returns the exit code: 1 when some document could not be made."""
    log_as_asked(settings.log)
    end_on_sigterm()
    with progress_shown():
        done = _with_prefect(settings, choice, dry_run) if prefect else remake(settings, choice, dry_run=dry_run)
    rows = recleaned_facts(done)
    width = max(len(name) for name, _ in rows)
    print("\n".join(f"{one_line(name):{width}}  {one_line(value)}" for name, value in rows))
    return 1 if done.rejects else 0


def _with_prefect(settings: Settings, choice: Choice, dry_run: bool) -> Recleaned:
    settings.export(os.environ)
    prepare_prefect(settings.home)
    from flows.reannotate import reannotate  # noqa: PLC0415 - Prefect reads its environment when it is imported

    log_to_file(settings.home)
    with server_answers():
        state: Any = reannotate(**asdict(choice), dry_run=dry_run, return_state=True)
    return cast(Recleaned, state.result(raise_on_failure=True))
