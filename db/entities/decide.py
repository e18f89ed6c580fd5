"""Decide on entities, take decisions back, replay those of another database; the mentions move at once."""

from collections.abc import Iterable

from sqlalchemy import Connection

from db.entities.judgements import add_judgement, all_judgements, remove_judgements
from db.entities.judging import Judgement
from db.entities.ties import retie


def decide(connection: Connection, given: Judgement) -> tuple[Judgement, str | None]:
    """Keep a judgement and apply it: as it is kept, and why it has no effect; null when it has.

    Runs in the caller's transaction, who rolls it back when a refusal is not to be kept.
    """
    made = add_judgement(connection, given)
    retie(connection, set(made.keys))
    return made, all_judgements(connection)[made]


def take_back(connection: Connection, number: int) -> Judgement | None:
    """Remove a judgement: the rows become those that there would be without it. Null when there is none."""
    found = next((one for one in all_judgements(connection) if one.id == number), None)
    if found is not None:
        remove_judgements(connection, [number])
        retie(connection, set(found.keys), anew=found.keys)
    return found


def replay(connection: Connection, given: Iterable[Judgement]) -> dict[Judgement, str | None]:
    """Keep judgements in their order, also those that cannot be followed now; why each has no effect, or null."""
    made = [add_judgement(connection, each) for each in given]
    retie(connection, {key for each in made for key in each.keys})
    stands = all_judgements(connection)
    return {each: stands[each] for each in made}
