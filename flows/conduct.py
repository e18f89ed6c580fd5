"""The order of an ingest's steps, and the record of the run. Works with plain functions, or with Prefect's tasks."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from time import monotonic

from sqlalchemy import Engine

from db.engine import transaction
from db.records import LoadCounts
from db.runs import State, finish_run, interrupt_unfinished, start_run
from flows import steps
from flows.batches import Batch, batches
from flows.bench import Bench, open_bench
from flows.clock import now
from flows.learn_notices import learn
from flows.progress import tell
from flows.settings import Settings
from flows.steps import Look
from flows.tally import Tally
from flows.text.pipeline import CLEANER_VERSION, RESOLVER_VERSION
from flows.text.readers import Limits


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, in the end: its row of `ingest_runs`, and how long it took in seconds.

    `recleaned` counts the articles that were cleaned again because all documents together taught other notices.
    """

    run_id: int
    tally: Tally
    seconds: float
    recleaned: int = 0


@dataclass(frozen=True, slots=True)
class Steps:
    """The two steps of a batch, as they are called: plain, or wrapped into tasks."""

    annotate: Callable[[Batch, Bench], None] = steps.annotate_batch
    load: Callable[[Batch, Bench], LoadCounts] = steps.load_batch


def conduct(
    paths: Sequence[Path],
    settings: Settings,
    mapping: Mapping[str, str],
    how: Steps | None = None,
    flow_run_id: str | None = None,
) -> Report:
    """Ingest `paths` into the database of `settings`, bringing its schema up to date first.

    Raises DatelineError or DatabaseError when the run as a whole cannot be; the run is then recorded as failed.
    """
    began = monotonic()
    with open_bench(settings, "ingest") as tools, _recorded(tools.engine, settings, flow_run_id) as (run_id, tally):
        for path in paths:
            look = steps.look_at(tools.engine, path)
            bench = replace(tools, collection_id=look.collection_id, sound=set())
            found = batches(look.todo, mapping, settings.batch_size, Limits(document_bytes=settings.max_bytes))
            _ingest(look, bench, found, how or Steps(), tally)
        recleaned = learn(tools, settings.batch_size).articles
    return Report(run_id, tally, monotonic() - began, recleaned)


def _ingest(look: Look, bench: Bench, found: Iterable[Batch], how: Steps, tally: Tally) -> None:
    tally.add_look(look)
    for batch in _ahead(found, bench):
        how.annotate(batch, bench)
        tally.add_batch(batch, how.load(batch, bench), look)
        tell(sum(item.last for item in batch.items), len(look.todo))


def _ahead(found: Iterable[Batch], bench: Bench) -> Iterator[Batch]:
    """The batches in their order, those to come handed out as far ahead as the crew wants and memory should bear."""
    waiting: deque[Batch] = deque()
    for batch in found:
        steps.hand_out(batch, bench)
        waiting.append(batch)
        while waiting and sum(len(each.handed or ()) for each in islice(waiting, 1, None)) >= bench.crew.ahead:
            yield waiting.popleft()
    yield from waiting


@contextmanager
def _recorded(engine: Engine, settings: Settings, flow_run_id: str | None) -> Iterator[tuple[int, Tally]]:
    """A row of `ingest_runs` around the run, closed however it ends."""
    tally = Tally()
    versions = {"cleaner": CLEANER_VERSION, "recogniser": settings.recogniser, "resolver": RESOLVER_VERSION}
    with transaction(engine) as connection:
        interrupt_unfinished(connection, now())
        run_id = start_run(connection, now(), versions, flow_run_id)
    try:
        yield run_id, tally
    except BaseException as error:
        ended: State = "failed" if isinstance(error, Exception) else "interrupted"
        with transaction(engine) as connection:
            finish_run(connection, run_id, ended, tally.counts, now(), f"{type(error).__name__}: {error}")
        raise
    with transaction(engine) as connection:
        finish_run(connection, run_id, tally.state, tally.counts, now())
