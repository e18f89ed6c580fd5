"""What the batches of a run share: where rows go, who makes them, and what is decided over the rules."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

from sqlalchemy import Engine

from db.cleaning.learned import learned_notices, vetoed
from db.cleaning.rules import RuleRow, register_rules
from db.engine import make_engine, transaction
from db.migrate import migrate
from db.running.lock import run_lock
from flows.crews import Crew, crew_for
from flows.making.tools import Recipe, Tools
from flows.scheduling.intervals import parse_wait
from flows.settings import Settings
from flows.text.boilerplate.rules import load_rules
from flows.text.recognisers import require_known


@dataclass(frozen=True, slots=True)
class Bench:
    """What a run works with. `tools` are those of this process, `crew` whoever does the text half.

    `sound` holds the files in which something could be read, `faulty` those in which dateline itself failed on
    something that was read: of the batches in hand, until a file's last record is loaded.
    """

    engine: Engine
    collection_id: int
    tools: Tools
    crew: Crew
    sound: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)


@contextmanager
def open_bench(settings: Settings, work: str | None, *, existing: bool = True) -> Iterator[Bench]:
    """The bench for the database of `settings`, whose schema is brought up to date first; it is closed at the end.

    A SQLite file must be there when it is to be `existing`, else it is made. Whoever writes says what `work` that is
    ("ingest"), and holds the run lock meanwhile; None only looks. Raises SettingsError for a recogniser or rules that
    cannot be used, RunGoingOn when another run does not end in time, DatabaseError for the database.
    """
    require_known(settings.recogniser)
    rules = load_rules(settings.rules)
    engine = make_engine(settings.database_url, existing=existing)
    try:
        migrate(engine, parse_wait(settings.wait))
        with run_lock(engine, work, parse_wait(settings.wait)) if work else nullcontext():
            with transaction(engine) as connection:
                if work:
                    register_rules(connection, [RuleRow(r.name, r.kind, str(r.version)) for r in rules.rules.values()])
                learned = {source: frozenset(found) for source, found in learned_notices(connection).items()}
                recipe = Recipe(settings.recogniser, settings.model, rules, learned, frozenset(vetoed(connection)))
            tools = recipe.tools()
            with crew_for(settings, recipe, tools) as crew:
                yield Bench(engine, 0, tools, crew)
    finally:
        engine.dispose()
