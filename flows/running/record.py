"""The record of a run: its row of `ingest_runs`, closed however the run ends, and what is told of it elsewhere."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from time import monotonic

from db.engine import transaction
from db.errors import DatabaseError
from db.running.rejects import rejects_since
from db.running.runs import RunEnd, State, finish_run, interrupt_unfinished, learned_count, stale_articles, start_run
from db.running.status import article_versions
from flows.running.bench import Bench
from flows.running.clock import begin, now
from flows.running.tally import Tally
from flows.settings import Settings
from flows.telling.metrics import write_metrics
from flows.text.pipeline import CLEANER_VERSION, RESOLVER_VERSION

logger = logging.getLogger("dateline.run")


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, in the end: its row of `ingest_runs`, how long it took in seconds, and what made its rows.

    `failing` counts the rejects that it met and that nobody ignored.
    """

    run_id: int
    tally: Tally
    seconds: float
    versions: Mapping[str, str]
    failing: int = 0


@dataclass(slots=True)
class Record:
    """A run that goes on; it is counted in `tally`."""

    run_id: int
    bench: Bench
    settings: Settings
    notices: int
    started: datetime
    began: float
    tally: Tally
    failing: int = 0

    @property
    def report(self) -> Report:
        """What the run did, so far or in the end."""
        return Report(self.run_id, self.tally, monotonic() - self.began, self.versions, self.failing)

    @property
    def versions(self) -> dict[str, str]:
        """Versions of what makes the rows; that of the recogniser only when it had something to do."""
        known = _versions(self.settings)
        return known | (
            {"recogniser_version": self.bench.tools.versions().recogniser_version} if self._has_read else {}
        )

    @property
    def _has_read(self) -> bool:
        return bool(self.tally.counts.articles)

    def close(self, state: State, error: str | None = None) -> None:
        """Write how it ended, and what stands then."""
        with transaction(self.bench.engine) as connection:
            self.tally.add(
                articles_stale=stale_articles(connection, article_versions(self.versions)),
                notices_learned=learned_count(connection) - self.notices,
            )
            # At most its own: another run may have ended in the very second in which this one began.
            self.failing = min(self.tally.rejects, rejects_since(connection, self.started))
            report, tally = self.report, self.tally
            seconds = round(report.seconds, 3)
            end = RunEnd(state, tally.counts, report.versions, seconds, tally.reasons, tally.step_seconds, error)
            finish_run(connection, self.run_id, end, now())
        facts = {"run": self.run_id, "state": state, "seconds": seconds, **asdict(tally.counts)}
        logger.info("run ended", extra={"facts": facts | ({"error": error} if error else {})})
        write_metrics(self.settings)


@contextmanager
def recorded(bench: Bench, settings: Settings, work: str, flow_run_id: str | None) -> Iterator[Record]:
    """A row of `ingest_runs` around the run. Closes those of runs that were killed: who holds the lock is alone."""
    tally, started = Tally(), begin()
    with transaction(bench.engine) as connection:
        interrupt_unfinished(connection, started)
        notices = learned_count(connection)
        run_id = start_run(connection, started, _versions(settings), flow_run_id, work)
    logger.info("run began", extra={"facts": {"run": run_id, "work": work}})
    record = Record(run_id, bench, settings, notices, started, monotonic(), tally)
    try:
        yield record
    except BaseException as error:
        ended: State = "failed" if isinstance(error, Exception) else "interrupted"
        with suppress(DatabaseError):  # what went wrong first is what matters; the next run closes this one's row
            record.close(ended, f"{type(error).__name__}: {error}".removesuffix(": "))
        raise
    _close_whole(record)


def _close_whole(record: Record) -> None:
    """Close a run that has done its work; a signal in between makes it no less done, and is passed on."""
    counts = record.tally.counts
    try:
        record.close(record.tally.state)
    except KeyboardInterrupt:
        record.tally.counts = counts
        with suppress(DatabaseError):
            record.close(record.tally.state)
        raise


def _versions(settings: Settings) -> dict[str, str]:
    return {"cleaner": CLEANER_VERSION, "recogniser": settings.recogniser, "resolver": RESOLVER_VERSION}
