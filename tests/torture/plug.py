"""Runs that die at a chosen moment. Each function here is called in a process of its own."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy import Engine, event, text

from db.engine import make_engine, transaction
from db.keeping.backup import back_up
from db.keeping.check import breaches
from db.migrate import migrate
from flows.commands.backup import run_backup
from flows.commands.prune import run_prune
from flows.making.foresight import Foresight
from flows.making.learn_notices import learn
from flows.making.reclean import Recleaned
from flows.redoing.reannotation import Choice, remake
from flows.running import conduct as conducting
from flows.running.bench import open_bench
from flows.running.conduct import conduct
from flows.settings import Settings
from tests.folders import dump, rows, story

REJECTS = "SELECT uri, error, message, mend FROM rejects WHERE resolved_at IS NULL"
"""Those that are open, without the count of attempts: one more run is one more attempt."""

RULES = "SELECT name, kind, version, documents FROM cleaning_rules WHERE documents > 0 ORDER BY name"
"""Those that decided something: a database remembers also rules that it once knew."""

RULE = """
[[rule]]
name = "un-work"
role = "notice"
why = "A test."
phrases = ["Petrova said that the two countries would continue to work with the United Nations."]
"""


def ingest(folder: str, settings: Settings) -> None:
    conduct([Path(folder)], settings, {})


def upgrade(folder: str, settings: Settings) -> None:
    engine = make_engine(settings.database_url)
    migrate(engine)
    engine.dispose()


def reannotate(folder: str, settings: Settings) -> None:
    remake(settings, Choice())


def learn_alone(folder: str, settings: Settings) -> None:
    with open_bench(settings, "learn") as bench:
        learn(bench, settings.batch_size)


def prune(folder: str, settings: Settings) -> None:
    run_prune(settings, 0, "2020-01-02", vanished=True, yes=True)


def back_up_beside(folder: str, settings: Settings) -> None:
    run_backup(settings, Path(f"{settings.database_url}.copy"), force=True)


WORKS: dict[str, Callable[[str, Settings], None]] = {
    "ingest": ingest,
    "migrate": upgrade,
    "upgrade": upgrade,
    "reannotate": reannotate,
    "learn": learn_alone,
    "prune": prune,
    "backup": back_up_beside,
}


def work(name: str, folder: str, database: str, rules: str | None = None) -> None:
    """One of `WORKS`, on a database that need not exist."""
    WORKS[name](folder, Settings(database_url=database, batch_size=3, rules=Path(rules) if rules else None))


def ingest_unlearnt(folder: str, database: str) -> None:
    """An ingest that ends where learning would begin."""
    conducting.learn = lambda *_: Recleaned()
    work("ingest", folder, database)


def ingest_unforeseen(folder: str, database: str) -> None:
    """The same, each document cleaned as if no other had been read before: as the first one after a kill."""
    Foresight.look_at = lambda *_: None
    ingest_unlearnt(folder, database)


def ingest_twice(folder: str, database: str) -> None:
    """With revisions, and documents that vanished long ago: something to prune."""
    place = Path(tempfile.mkdtemp(prefix="dateline-twice-"))
    try:
        shutil.copytree(folder, place, dirs_exist_ok=True)
        work("ingest", str(place), database)
        (place / "000.txt").write_text(story(11))
        for path in (place / "001.txt", place / "wire.jsonl", place / "council-3.jsonl", place / "council-4.jsonl"):
            path.unlink()
        work("ingest", str(place), database)
    finally:
        shutil.rmtree(place)
    engine = make_engine(database)
    with transaction(engine) as connection:
        for table in ("documents", "files"):
            long_ago = f"UPDATE {table} SET vanished_at = '2020-01-01T00:00:00Z' WHERE vanished_at IS NOT NULL"
            connection.execute(text(long_ago))
    engine.dispose()


def statements_of(*arguments: Any) -> int:
    """How many moments `work` has: statements and commits, and lines of what speaks to no engine."""
    count = at_moment(0, lambda: None)
    work(*arguments)
    sys.settrace(None)
    return count[0]


def work_until(last: int, *arguments: Any) -> None:
    """`work` until just before its moment `last`, counted from 1; then SIGKILL."""
    at_moment(last, lambda: os.kill(os.getpid(), signal.SIGKILL))
    work(*arguments)


def work_and_tell(*arguments: Any) -> tuple[dict[str, list[Any]], list[str]]:
    """`work` to its end: the tables by natural keys, and what breaks an invariant."""
    work(*arguments)
    return told(arguments[2])


def told(database: str) -> tuple[dict[str, list[Any]], list[str]]:
    """The tables of a database, and what breaks an invariant in it."""
    tables = dump(database) | {"rejects": sorted(rows(database, REJECTS)), "cleaning_rules": rows(database, RULES)}
    return tables, broken(database)


def broken(database: str) -> list[str]:
    """What breaks an invariant in a database."""
    engine = make_engine(database)
    with transaction(engine) as connection:
        found = [str(each) for each in breaches(connection)]
    engine.dispose()
    return found


def differences(one: Any, other: Any) -> dict[str, tuple[list[Any], list[Any]]]:
    """What only one of two answers of `told` holds, by table, and what breaks an invariant in either."""
    apart = {
        name: (
            [row for row in one[0][name] if row not in other[0][name]],
            [row for row in other[0][name] if row not in one[0][name]],
        )
        for name in one[0]
        if one[0][name] != other[0][name]
    }
    return apart | ({"broken": (one[1], other[1])} if one[1] or other[1] else {})


def at_moment(wanted: int, happens: Callable[[], None]) -> list[int]:
    """Let something happen before the moment `wanted` of what this process does from now on; the count so far."""
    count = [0]

    def moment(*_: Any) -> None:
        count[0] += 1
        if count[0] == wanted:
            happens()

    event.listen(Engine, "before_cursor_execute", moment)
    event.listen(Engine, "commit", moment)
    _each_line_of(back_up, moment)
    return count


def _each_line_of(function: Callable[..., Any], moment: Callable[[], None]) -> None:
    """Call `moment` before each line of a function that speaks to no engine."""

    def on_line(frame: FrameType, kind: str, _: Any) -> Any:
        if kind == "line":
            moment()
        return on_line

    def on_call(frame: FrameType, kind: str, _: Any) -> Any:
        return on_line if frame.f_code is function.__code__ else None

    sys.settrace(on_call)
