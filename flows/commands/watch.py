"""`dateline watch`: ingest what is there, then what comes, until stopped."""

import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flows.running.record import Report
from flows.scheduling.intervals import parse_interval
from flows.scheduling.watch import LOOK_SECONDS, Watched, looked_moments, told_moments, watch
from flows.settings import Settings
from flows.telling.log import log_as_asked
from flows.telling.tables import one_line
from flows.text.errors import SettingsError

_MEND = "pip install 'dateline[watch]' to be told of changes at once"


def run_watch(paths: list[Path], settings: Settings, mapping: Mapping[str, str], *, settle: str, scan: bool) -> int:
    """Watch until SIGINT or SIGTERM, which end it with 0; a run in progress is noted as interrupted.

    Raises SettingsError for a path that is not there or a stretch of time that is none.
    """
    seconds = parse_interval(settle).total_seconds()
    for path in paths:
        if not path.exists():
            raise SettingsError(f"{path} does not exist", "give the path of a folder that exists")
    log_as_asked(settings.log)
    moments = None if scan else told_moments(paths, seconds)
    if moments is None and not scan:
        print(f"dateline: watchfiles is missing, so the folders are looked at every few seconds ({_MEND})", flush=True)
    with _ended_by_signals():
        print("dateline: watching; stop with Ctrl-C", flush=True)
        watched = Watched(paths, settings, mapping, seconds, _tell)
        if moments is None:
            watch(watched, looked_moments(max(seconds, LOOK_SECONDS / 20)), _complain, look=0)
        else:
            watch(watched, moments, _complain)
    print("dateline: stopped", flush=True)
    return 0


def _tell(report: Report) -> None:
    counts = report.tally.counts
    if counts.files_seen == counts.files_unchanged and not counts.files_vanished:
        return
    print(
        f"dateline: run {report.run_id}: {counts.files_new} new, {counts.files_changed} changed, "
        f"{counts.files_vanished} vanished, {counts.files_rejected} rejected; {counts.articles} articles",
        flush=True,
    )


def _complain(error: Exception) -> None:
    print(f"dateline: {one_line(str(error))}; trying again", file=sys.stderr, flush=True)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
