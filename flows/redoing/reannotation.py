"""The pure half again over stored documents, in batches: when rules, a recogniser or a model changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from db.engine import transaction
from db.loading.reread import Wanted, documents_where, how_many
from flows.making.learn_notices import learn
from flows.making.reclean import Recleaned, reclean
from flows.redoing.concerned import concerned
from flows.running.bench import Bench, open_bench
from flows.running.progress import tell
from flows.running.record import recorded
from flows.running.tally import Tally
from flows.settings import Settings

WORK = "reannotate"
"""What the run is called in the lock and in `ingest_runs`."""

Reclean = Callable[[list[int], Bench, bool], Recleaned]
"""What makes a batch of documents, by id, again; the last argument says to write nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which documents are made again: those for which all that is given holds; every one when nothing is.

    `rule` decided a block in them, or would now; `source` (a slug) published them; `stale` ones were made by other
    versions of cleaning, recogniser or resolver than these; their content came or changed `since` a moment.
    """

    rule: str | None = None
    source: str | None = None
    uri: str | None = None
    stale: bool = False
    since: datetime | None = None


def _plainly(documents: list[int], bench: Bench, dry_run: bool) -> Recleaned:
    return reclean(documents, bench, dry_run=dry_run)


def remake(
    settings: Settings,
    choice: Choice,
    *,
    dry_run: bool = False,
    how: Reclean = _plainly,
    flow_run_id: str | None = None,
) -> Recleaned:
    """Make the chosen documents into articles again and write those that became others; what was done.

    It is a run of its own, with its row of `ingest_runs`, and tells its progress.

    Killed midway and started again, it goes over the same documents and writes the rest. With `dry_run` it writes
    nothing, and `changed` of the result holds the uris of the articles that would become others.
    """
    done = Recleaned()
    with open_bench(settings, None if dry_run else WORK) as bench:
        batches = _batches(bench, choice, settings.batch_size)
        if dry_run:
            for documents in batches:
                done.add(how(documents, bench, True))
            return done
        with recorded(bench, settings, WORK, flow_run_id) as record:
            for documents in batches:
                with record.tally.timed("annotate"):
                    done.add(_counted(how(documents, bench, False), record.tally))
            with record.tally.timed("learn"):
                again = learn(bench, settings.batch_size)
            record.tally.add(articles_cleaned_again=again.articles)
            done.add(again)
    return done


def _counted(done: Recleaned, tally: Tally) -> Recleaned:
    tally.add(articles=done.articles, mentions=done.mentions, rejects=len(done.rejects))
    tally.rejected.update(type(reject.error).__name__ for reject in done.rejects)
    return done


def _batches(bench: Bench, choice: Choice, size: int) -> Iterator[list[int]]:
    """Batches of the chosen documents; how far they are is told after each."""
    wanted = Wanted(choice.source, choice.uri, choice.since, bench.tools.versions() if choice.stale else None)
    with transaction(bench.engine) as connection:
        todo = how_many(connection, wanted)
    after = 0
    while documents := _next(bench, wanted, after, size):
        if of_rule := concerned(documents, choice.rule, bench) if choice.rule else documents:
            yield of_rule
        tell(len(documents), todo)
        after = documents[-1]


def _next(bench: Bench, wanted: Wanted, after: int, size: int) -> list[int]:
    with transaction(bench.engine) as connection:
        return documents_where(connection, wanted, after=after, limit=size)
