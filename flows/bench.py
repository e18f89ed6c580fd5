"""What the batches of a run share: where rows go, who makes them, and what is decided over the rules."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache, partial

from sqlalchemy import Engine

from db.engine import make_engine, transaction
from db.learned import learned_notices, vetoed
from db.lock import run_lock
from db.migrate import migrate
from db.records import Versions
from db.rules import RuleRow, register_rules
from flows.foresight import Foresight
from flows.intervals import parse_wait
from flows.settings import Settings
from flows.text.boilerplate_rules import RuleSet, load_rules
from flows.text.pipeline import CLEANER_VERSION, RESOLVER_VERSION
from flows.text.recognisers import recogniser, require_known
from flows.text.recognisers.base import Recogniser


@dataclass(frozen=True, slots=True)
class Bench:
    """The tools of a run (a recogniser is made when it is first asked for).

    `foresight` holds the notices learned so far; `sound` collects the files in which something could be read.
    """

    engine: Engine
    collection_id: int
    rules: RuleSet
    recogniser: Callable[[], Recogniser]
    versions: Callable[[], Versions]
    foresight: Foresight = field(default_factory=Foresight)
    sound: set[str] = field(default_factory=set)


@contextmanager
def open_bench(settings: Settings, work: str | None) -> Iterator[Bench]:
    """The tools for the database of `settings`, whose schema is brought up to date first; it is closed at the end.

    Whoever writes says what `work` that is ("ingest"), and holds the run lock meanwhile; None only looks. Raises
    SettingsError for a recogniser or rules that cannot be used, RunGoingOn when another run does not end in time,
    DatabaseError for the database.
    """
    require_known(settings.recogniser)
    rules = load_rules(settings.rules)
    engine = make_engine(settings.database_url)
    maker = cache(partial(recogniser, settings.recogniser, settings.model))
    try:
        migrate(engine)
        with run_lock(engine, work, parse_wait(settings.wait)) if work else nullcontext():
            with transaction(engine) as connection:
                register_rules(connection, [RuleRow(r.name, r.kind, str(r.version)) for r in rules.rules.values()])
                foresight = Foresight(learned_notices(connection), vetoed(connection))
            yield Bench(engine, 0, rules, maker, cache(lambda: versions_of(maker())), foresight)
    finally:
        engine.dispose()


def versions_of(used: Recogniser) -> Versions:
    """The versions that go with every row."""
    return Versions(CLEANER_VERSION, used.name, used.version, RESOLVER_VERSION)
