"""Runs that die at a chosen moment. Each function here is called in a process of its own."""

import os
import signal
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from db.engine import make_engine, transaction
from db.keeping.check import breaches
from db.migrate import migrate
from flows.redoing.reannotation import Choice, remake
from flows.running.conduct import conduct
from flows.settings import Settings
from tests.folders import dump, rows

REJECTS = "SELECT uri, error, message, mend FROM rejects WHERE resolved_at IS NULL"
"""Those that are open, without the count of attempts: one more run is one more attempt."""

RULES = "SELECT name, kind, version, documents FROM cleaning_rules WHERE documents > 0 ORDER BY name"
"""Those that decided something: a database remembers also rules that it once knew."""

WORKS = ("ingest", "migrate", "reannotate")

RULE = """
[[rule]]
name = "un-work"
role = "notice"
why = "A test."
phrases = ["Petrova said that the two countries would continue to work with the United Nations."]
"""


def work(name: str, folder: str, database: str, rules: str | None = None) -> None:
    """One of `WORKS`, on a database that need not exist."""
    settings = Settings(database_url=database, batch_size=3, rules=Path(rules) if rules else None)
    if name == "ingest":
        conduct([Path(folder)], settings, {})
    elif name == "migrate":
        migrate(make_engine(database))
    else:
        remake(settings, Choice())


def statements_of(*arguments: Any) -> int:
    """How many moments `work` has at which `work_until` may end it."""
    return _counted(None, *arguments)


def work_until(last: int, *arguments: Any) -> int:
    """`work` until just before its statement (or commit) number `last`, counted from 1; then SIGKILL."""
    return _counted(last, *arguments)


def work_and_tell(*arguments: Any) -> tuple[dict[str, list[Any]], list[str]]:
    """`work` to its end: the tables by natural keys, and what breaks an invariant."""
    work(*arguments)
    return told(arguments[2])


def told(database: str) -> tuple[dict[str, list[Any]], list[str]]:
    """The tables of a database, and what breaks an invariant in it."""
    engine = make_engine(database)
    with transaction(engine) as connection:
        found = [str(each) for each in breaches(connection)]
    engine.dispose()
    return dump(database) | {"rejects": sorted(rows(database, REJECTS)), "cleaning_rules": rows(database, RULES)}, found


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


def _counted(last: int | None, *arguments: Any) -> int:
    count = 0

    def moment(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", moment)
    event.listen(Engine, "commit", moment)
    work(*arguments)
    return count
