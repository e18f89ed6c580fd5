"""What a run did, counted and timed: each file seen is exactly one of new, changed, unchanged or rejected."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TypeVar

from db.records import LoadCounts
from db.running.runs import RunCounts, State
from flows.running.batches import Batch
from flows.running.look import Look
from flows.text.readers import Reject

T = TypeVar("T")


@dataclass(slots=True)
class Tally:
    """Counts of one run so far, and seconds by step.

    `rejected` counts rejects by class of error; `_open` holds what became of the records of files that are not read to
    their end.
    """

    counts: RunCounts = field(default_factory=RunCounts)
    rejected: Counter[str] = field(default_factory=Counter)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    _open: dict[str, set[str]] = field(default_factory=dict)

    def add_look(self, look: Look) -> None:
        """Count what a look at a path told."""
        self.add(files_seen=look.seen, files_unchanged=look.seen - len(look.todo), files_vanished=len(look.vanished))
        self.passed_over += look.passed_over

    def add_batch(self, batch: Batch, loaded: LoadCounts, look: Look) -> None:
        """Count what a batch held; a file is counted when its last record is in."""
        self.add(articles=loaded.articles, mentions=loaded.mentions, entities=loaded.entities)
        self.add(rejects=len(batch.rejects))
        self.rejected.update(type(reject.error).__name__ for _, reject in batch.rejects)
        bad = {reject.uri for _, reject in batch.rejects}
        for item in batch.items:
            uri = item.result.uri
            state = (
                "rejected" if isinstance(item.result, Reject) or uri in bad else "same" if uri in batch.same else "read"
            )
            self._open.setdefault(item.file.uri, set()).add(state)
            if item.last:
                self._close(self._open.pop(item.file.uri), item.file.uri in look.known)

    def _close(self, states: set[str], known: bool) -> None:
        if states == {"rejected"}:
            self.add(files_rejected=1)
        elif "read" not in states:
            self.add(files_unchanged=1)
        elif known:
            self.add(files_changed=1)
        else:
            self.add(files_new=1)

    def add(self, **more: int) -> None:
        """Add to counts, by their names."""
        self.counts = replace(self.counts, **{name: getattr(self.counts, name) + n for name, n in more.items()})

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Count the seconds that pass inside to a step."""
        began = monotonic()
        try:
            yield
        finally:
            self.seconds[step] += monotonic() - began

    def each_timed(self, step: str, things: Iterable[T]) -> Iterator[T]:
        """The things, with the seconds that it takes to come by them counted to a step."""
        waiting = iter(things)
        while True:
            with self.timed(step):
                thing = next(waiting, None)
            if thing is None:
                return
            yield thing

    @property
    def rejects(self) -> int:
        """Files and records that could not be read."""
        return self.counts.rejects

    @property
    def reasons(self) -> dict[str, dict[str, int]]:
        """Rejects by class of error, and what was passed over by reason; the most frequent first."""
        passed_over = Counter(reason for _, reason in self.passed_over)
        return {"rejected": _by_count(self.rejected), "passed over": _by_count(passed_over)}

    @property
    def step_seconds(self) -> dict[str, float]:
        """Seconds by step, to the millisecond."""
        return {step: round(seconds, 3) for step, seconds in self.seconds.items()}

    @property
    def state(self) -> State:
        """How a run with these counts ended."""
        return "completed with rejects" if self.rejects else "completed"


def _by_count(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda each: (-each[1], each[0])))
