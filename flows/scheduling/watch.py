"""Watch folders: what has stopped changing is ingested, a burst of files as one run.

watchfiles (an extra) tells of changes at once; a look at the folders every minute finds what it did not tell of, on a
network share say. Without it such looks are all there is.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Engine

from db.errors import DatabaseError
from flows.running.conduct import conduct
from flows.running.look import Look, look_at
from flows.running.record import Report
from flows.settings import Settings
from flows.text.errors import DatelineError
from flows.text.seeds import SeedFile, find

LOOK_SECONDS = 60.0
"""Between two looks at the folders when nobody told of a change; a tenth of it when nobody can."""

MOST_WAITING = 30.0
"""Seconds after which a burst that does not end is ingested as far as it has come."""

Moments = Iterator[bool]
"""One truth each time that something may be worth a look: whether a change was told of."""

Seen = dict[str, tuple[int, int]]


@dataclass(slots=True)
class Watched:
    """The paths that are watched, and for how many seconds a file must have been left alone to be read."""

    paths: Sequence[Path]
    settings: Settings
    mapping: Mapping[str, str]
    settle: float
    tell: Callable[[Report], None]
    _ingested: Seen | None = field(default=None, init=False)
    _handed: Seen = field(default_factory=dict, init=False)

    def catch_up(self) -> bool:
        """Ingest what has settled, if anything has; whether files are left that have not."""
        files = [file for path in self.paths for file in find(path).files]
        known = self._ingested or {}
        changed = [file for file in files if known.get(file.path) != (file.size, file.modified_ns)]
        ready = [file for file in changed if is_settled(file, self.settle)]
        gone = known.keys() - {file.path for file in files}
        if ready or gone or self._ingested is None:
            self._handed = _seen(ready)
            report = conduct(self.paths, self.settings, self.mapping, look_at=self._settled, work="watch")
            self._ingested = {path: what for path, what in known.items() if path not in gone} | self._handed
            self.tell(report)
        return len(ready) < len(changed)

    def _settled(self, engine: Engine, path: Path) -> Look:
        """A look that leaves out the files that somebody may still be writing; they come with a later run."""
        look = look_at(engine, path)
        ready = tuple(file for file in look.todo if is_settled(file, self.settle))
        self._handed |= _seen(ready)  # some have settled since they were found
        return replace(look, todo=ready, seen=look.seen - len(look.todo) + len(ready))


def _seen(files: Iterable[SeedFile]) -> Seen:
    return {file.path: (file.size, file.modified_ns) for file in files}


def is_settled(file: SeedFile, seconds: float) -> bool:
    """Whether a file was left alone for so long, by the system's own note of its last change, which nobody can set."""
    try:
        found = os.stat(file.path)  # noqa: PTH116 - thousands of them
    except OSError:
        return True  # gone again: the reader says so
    return abs(time.time() - max(found.st_mtime, found.st_ctime)) >= seconds


def watch(
    watched: Watched, moments: Moments, complain: Callable[[Exception], None], look: float = LOOK_SECONDS
) -> None:
    """Catch up now, after each burst of changes, and every `look` seconds; ends when `moments` do.

    What is wrong at the first time is raised; later it is told to `complain`, and tried again.
    """
    waits = watched.catch_up()
    since, looked = (time.monotonic() if waits else None), time.monotonic()
    for changed in moments:
        moment = time.monotonic()
        since = moment if changed and since is None else since
        quiet = since is not None and (not changed or moment - since >= MOST_WAITING)
        if quiet or moment - looked >= look:
            try:
                waits = watched.catch_up()
            except (DatelineError, DatabaseError) as error:
                complain(error)
                waits = True
            looked = time.monotonic()
            since = looked if waits else None


def told_moments(paths: Sequence[Path], settle: float) -> Moments | None:
    """Moments as watchfiles tells of them, a quiet one after `settle` seconds without any; None without watchfiles."""
    try:
        from watchfiles import watch as changes  # noqa: PLC0415 - an extra
    except ImportError:
        return None
    found = changes(*paths, watch_filter=None, rust_timeout=int(settle * 1000), yield_on_timeout=True, debounce=400)
    return map(bool, found)


def looked_moments(every: float) -> Moments:
    """A quiet moment every so many seconds."""
    while True:
        time.sleep(every)
        yield False
