"""The order of an ingest's steps. Works with plain functions, or with Prefect's tasks."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine

from db.records import LoadCounts
from flows.making.learn_notices import learn
from flows.running import steps
from flows.running.batches import Batch, batches
from flows.running.bench import Bench, open_bench
from flows.running.look import Look, look_at
from flows.running.progress import tell
from flows.running.record import Report, recorded
from flows.running.tally import Tally
from flows.settings import Settings
from flows.text.readers import Limits


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
    look_at: Callable[[Engine, Path], Look] = look_at,
    work: str = "ingest",
) -> Report:
    """Ingest `paths` into the database of `settings`, bringing its schema up to date first.

    `look_at` says of a path what is to be read. Raises DatelineError or DatabaseError when the run as a whole cannot
    be; the run is then recorded as failed.
    """
    with open_bench(settings, work, existing=False) as tools, recorded(tools, settings, work, flow_run_id) as record:
        tally = record.tally
        for path in paths:
            with tally.timed("look"):
                look = look_at(tools.engine, path)
            bench = replace(tools, collection_id=look.collection_id, sound=set(), faulty=set())
            found = batches(look.todo, mapping, settings.batch_size, Limits(document_bytes=settings.max_bytes))
            _ingest(look, bench, found, how or Steps(), tally)
        with tally.timed("learn"):
            tally.add(articles_cleaned_again=learn(tools, settings.batch_size).articles)
    return record.report


def _ingest(look: Look, bench: Bench, found: Iterable[Batch], how: Steps, tally: Tally) -> None:
    tally.add_look(look)
    for batch in tally.each_timed("read", _ahead(found, bench)):
        with tally.timed("annotate"):
            how.annotate(batch, bench)
        with tally.timed("load"):
            loaded = how.load(batch, bench)
        tally.add_batch(batch, loaded, look)
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
