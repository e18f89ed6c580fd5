"""What happened to mentions from one run to a later one, from what the database keeps of how they stood."""

from dataclasses import dataclass

from sqlalchemy import Connection

from db.history import Runs
from db.states import State, changed_articles, states, unkept
from flows.redoing.comparison import Comparison, Side


@dataclass(slots=True)
class Between:
    """Articles that were there after the first run and stood otherwise after the second.

    `others` counts those beyond the limit; `unkept` revisions that were replaced by a dateline which did not keep their
    mentions yet.
    """

    comparison: Comparison
    others: int
    unkept: int


def compare_runs_of(connection: Connection, runs: Runs, limit: int) -> Between:
    """Compare how up to `limit` articles stood after either run."""
    first, second = int(runs.first["id"]), int(runs.second["id"])
    changed = changed_articles(connection, first, second)
    comparison = Comparison()
    for each in states(connection, changed[:limit], first, second):
        comparison.add_either(each.uri, _side(each.before), _side(each.after))
    return Between(comparison, max(0, len(changed) - limit), unkept(connection, *runs.moments))


def _side(state: State | None) -> Side | None:
    return None if state is None else Side((state.title, state.body), state.mentions)
