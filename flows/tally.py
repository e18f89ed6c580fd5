"""What a run did, counted: each file seen is exactly one of new, changed, unchanged or rejected."""

from dataclasses import dataclass, field, replace

from db.records import LoadCounts
from db.runs import RunCounts, State
from flows.batches import Batch
from flows.steps import Look
from flows.text.readers import Reject


@dataclass(slots=True)
class Tally:
    """Counts of one run so far; `_open` holds what became of the records of files that are not read to their end."""

    counts: RunCounts = field(default_factory=RunCounts)
    rejects: int = 0
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    _open: dict[str, set[str]] = field(default_factory=dict)

    def add_look(self, look: Look) -> None:
        """Count what a look at a path told."""
        self._add(files_seen=look.seen, files_unchanged=look.seen - len(look.todo), files_vanished=len(look.vanished))
        self.passed_over += look.passed_over

    def add_batch(self, batch: Batch, loaded: LoadCounts, look: Look) -> None:
        """Count what a batch held; a file is counted when its last record is in."""
        self._add(articles=loaded.articles, mentions=loaded.mentions, entities=loaded.entities)
        self.rejects += len(batch.rejects)
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
            self._add(files_rejected=1)
        elif "read" not in states:
            self._add(files_unchanged=1)
        elif known:
            self._add(files_changed=1)
        else:
            self._add(files_new=1)

    def _add(self, **more: int) -> None:
        self.counts = replace(self.counts, **{name: getattr(self.counts, name) + n for name, n in more.items()})

    @property
    def state(self) -> State:
        """How a run with these counts ended."""
        return "completed with rejects" if self.rejects else "completed"
