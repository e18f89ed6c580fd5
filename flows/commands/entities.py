"""`dateline entities merge`, `split`, `rename`, `forbid`, `undo`, `replay`: judgements on which names are one thing."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection

from db.engine import make_engine, transaction
from db.entities.decide import decide, replay, take_back
from db.entities.judgements import all_judgements
from db.entities.judging import ACTIONS, Judgement
from db.migrate import migrate
from db.models import instant_text
from db.running.lock import run_lock
from flows.running.clock import now
from flows.scheduling.intervals import parse_wait
from flows.settings import Settings
from flows.telling.tables import one_line, write_rows
from flows.text.errors import SettingsError
from flows.text.slugs import slug

COLUMNS = ("action", "key", "other", "name", "alias", "uri", "country_code", "who", "why", "decided_at")

UNKNOWN_KEY = "find it with `dateline query 'select key from entities'`"


@contextmanager
def opened(settings: Settings, work: str | None = None, *, existing: bool = True) -> Iterator[Connection]:
    """A connection to the database in one transaction, its schema up to date; rolled back on any error.

    A SQLite file must be there when it is to be `existing`, else it is made. Whoever writes names the `work`, and
    holds the run lock meanwhile.
    """
    engine = make_engine(settings.database_url, existing=existing)
    try:
        migrate(engine)
        with run_lock(engine, work, parse_wait(settings.wait)) if work else nullcontext(), transaction(engine) as made:
            yield made
    finally:
        engine.dispose()


def judgement(action: str, key: str, other: str | None, who: str, why: str, **more: str | None) -> Judgement:
    """A judgement of this moment, whose number is not given yet."""
    values = {"name": None, "alias": None, "uri": None, "country_code": None, **more}
    return Judgement(0, action, key, other, who=who, why=why, decided_at=instant_text(now()), **values)


def judge(settings: Settings, given: Judgement) -> int:
    """Keep a judgement and follow it at once. Raises SettingsError, keeping nothing, when it cannot be followed."""
    with opened(settings, f"entities {given.action}") as connection:
        made = apply(connection, given)
    print(f"{made.id}: {told(made)}")
    return 0


def apply(connection: Connection, given: Judgement) -> Judgement:
    """Keep a judgement and move what it moves. Raises SettingsError when it cannot be followed."""
    made, refused = decide(connection, given)
    if refused is not None:
        unknown = refused.startswith("there is no ")
        mend = UNKNOWN_KEY if unknown else "see `dateline entities judgements`, and undo what is in the way"
        raise SettingsError(f"{told(given)}: {refused}", mend)
    return made


def part_of(key: str, name: str | None, conditions: Mapping[str, str | None]) -> str:
    """The key of what is split off: by the name that it gets, else by what tells it apart."""
    told_by = name or " ".join(value for value in conditions.values() if value)
    return f"{key}/{slug(told_by)}"


def undo(settings: Settings, number: int) -> int:
    """Take a judgement back. Raises SettingsError when there is none of that number."""
    with opened(settings, "entities undo") as connection:
        gone = take_back(connection, number)
        if gone is None:
            raise SettingsError(f"there is no judgement {number}", "see `dateline entities judgements`")
    print(f"{number}: {told(gone)}: undone")
    return 0


def list_judgements(settings: Settings, form: str) -> int:
    """Write every judgement, in the order in which they were made, with the reason of those without effect."""
    with opened(settings) as connection:
        rows = [(one.id, *(getattr(one, name) for name in COLUMNS), refused)
                for one, refused in all_judgements(connection).items()]  # fmt: skip
    sys.stdout.writelines(write_rows(["number", *COLUMNS, "refused"], rows, form))
    return 0


def replay_judgements(settings: Settings, file: Path) -> int:
    """Keep and follow the judgements of a file as `judgements --format json` writes it; those without effect are told.

    Raises SettingsError, keeping nothing, for a file that holds anything else.
    """
    with opened(settings, "entities replay", existing=False) as connection:
        done = replay(connection, read_judgements(file))
    for one, refused in done.items():
        print(f"{one.id}: {told(one)}" + (f": refused, {one_line(refused)}" if refused else ""))
    print(f"{len(done)} judgements, {sum(refused is not None for refused in done.values())} without effect now")
    return 0


def read_judgements(file: Path) -> list[Judgement]:
    """The judgements of a JSON file. Raises SettingsError when it cannot be read or holds something else."""
    mend = "give a file as `dateline entities judgements --format json` writes it"
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        made = [Judgement(0, **{name: row[name] for name in COLUMNS}) for row in rows]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise SettingsError(f"{file} holds no judgements: {type(error).__name__} {error}", mend) from None
    for one in made:
        texts = [value for value in one[1:] if value is not None]
        if one.action not in ACTIONS or not all(isinstance(text, str) for text in texts) or not one.key:
            raise SettingsError(f"{file}: {one_line(one)} is no judgement", mend)
    return made


def told(one: Judgement) -> str:
    """A judgement in a line."""
    conditions = {"alias": one.alias, "uri": one.uri, "country": one.country_code, "name": one.name}
    more = "".join(f" {name} {value!r}" for name, value in conditions.items() if value)
    return one_line(f"{one.said}{more}" + (f" ({one.why})" if one.why else ""))
