"""The order of an ingest's steps, and the record of the run. Works with plain functions, or with Prefect's tasks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from time import monotonic

from sqlalchemy import Engine

from db.engine import make_engine, transaction
from db.migrate import migrate
from db.records import LoadCounts, Versions
from db.rules import RuleRow, register_rules
from db.runs import State, finish_run, interrupt_unfinished, start_run
from flows import steps
from flows.batches import Batch, batches
from flows.progress import tell
from flows.settings import Settings
from flows.steps import Bench, Look
from flows.tally import Tally
from flows.text.boilerplate_rules import RuleSet, load_rules
from flows.text.pipeline import CLEANER_VERSION, RESOLVER_VERSION
from flows.text.readers import Limits
from flows.text.recognisers import recogniser, require_known
from flows.text.recognisers.base import Recogniser


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, in the end: its row of `ingest_runs`, and how long it took in seconds."""

    run_id: int
    tally: Tally
    seconds: float


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
    require_known(settings.recogniser)
    rules = load_rules(settings.rules)
    began, engine = monotonic(), make_engine(settings.database_url)
    try:
        migrate(engine)
        with transaction(engine) as connection:
            register_rules(connection, [RuleRow(r.name, r.kind, str(r.version)) for r in rules.rules.values()])
        with _recorded(engine, settings, flow_run_id) as (run_id, tally):
            for path in paths:
                look = steps.look_at(engine, path)
                bench = _bench(engine, look, rules, settings)
                _ingest(
                    look,
                    bench,
                    batches(look.todo, mapping, settings.batch_size, Limits(document_bytes=settings.max_bytes)),
                    how or Steps(),
                    tally,
                )
        return Report(run_id, tally, monotonic() - began)
    finally:
        engine.dispose()


def _ingest(look: Look, bench: Bench, found: Iterable[Batch], how: Steps, tally: Tally) -> None:
    tally.add_look(look)
    for batch in found:
        how.annotate(batch, bench)
        tally.add_batch(batch, how.load(batch, bench), look)
        tell(sum(item.last for item in batch.items), len(look.todo))


def _bench(engine: Engine, look: Look, rules: RuleSet, settings: Settings) -> Bench:
    maker = cache(partial(recogniser, settings.recogniser, settings.model))
    return Bench(engine, look.collection_id, rules, maker, cache(lambda: versions_of(maker())))


def versions_of(used: Recogniser) -> Versions:
    """The versions that go with every row."""
    return Versions(CLEANER_VERSION, used.name, used.version, RESOLVER_VERSION)


@contextmanager
def _recorded(engine: Engine, settings: Settings, flow_run_id: str | None) -> Iterator[tuple[int, Tally]]:
    """A row of `ingest_runs` around the run, closed however it ends."""
    tally = Tally()
    versions = {"cleaner": CLEANER_VERSION, "recogniser": settings.recogniser, "resolver": RESOLVER_VERSION}
    with transaction(engine) as connection:
        interrupt_unfinished(connection, steps.now())
        run_id = start_run(connection, steps.now(), versions, flow_run_id)
    try:
        yield run_id, tally
    except BaseException as error:
        ended: State = "failed" if isinstance(error, Exception) else "interrupted"
        with transaction(engine) as connection:
            finish_run(connection, run_id, ended, tally.counts, steps.now(), f"{type(error).__name__}: {error}")
        raise
    with transaction(engine) as connection:
        finish_run(connection, run_id, tally.state, tally.counts, steps.now())
