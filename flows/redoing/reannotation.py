"""The pure half again over stored documents, in batches: when rules, a recogniser or a model changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from db.engine import transaction
from db.loading.reread import documents_where
from db.records import Versions
from flows.making.learn_notices import learn
from flows.making.reclean import Recleaned, reclean
from flows.redoing.concerned import concerned
from flows.running.bench import Bench, open_bench
from flows.settings import Settings

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


def remake(settings: Settings, choice: Choice, *, dry_run: bool = False, how: Reclean = _plainly) -> Recleaned:
    """Make the chosen documents into articles again and write those that became others; what was done.

    Killed midway and started again, it goes over the same documents and writes the rest. With `dry_run` it writes
    nothing, and `changed` of the result holds the uris of the articles that would become others.
    """
    done = Recleaned()
    with open_bench(settings, None if dry_run else "reannotate") as bench:
        for documents in _batches(bench, choice, settings.batch_size):
            done.add(how(documents, bench, dry_run))
        if not dry_run:
            done.add(learn(bench, settings.batch_size))
    return done


def _batches(bench: Bench, choice: Choice, size: int) -> Iterator[list[int]]:
    versions, after = bench.tools.versions() if choice.stale else None, 0
    while documents := _next(bench, choice, versions, after, size):
        if wanted := concerned(documents, choice.rule, bench) if choice.rule else documents:
            yield wanted
        after = documents[-1]


def _next(bench: Bench, choice: Choice, versions: Versions | None, after: int, size: int) -> list[int]:
    with transaction(bench.engine) as connection:
        return documents_where(
            connection,
            after=after,
            limit=size,
            source=choice.source,
            uri=choice.uri,
            since=choice.since,
            not_made_by=versions,
        )
