"""The judgements on entities as they stand in their table: what was decided, and whether it is in force."""

from collections.abc import Iterable, Mapping
from typing import cast

from sqlalchemy import Connection, Table, select

from db.entities.judging import Judgement
from db.loading.statements import delete_rows, insert_rows, reserve_ids, update_rows
from db.models import EntityJudgement, instant_text

JUDGEMENTS = cast(Table, EntityJudgement.__table__)
COLUMNS = Judgement._fields
NOT_WEIGHED = "not weighed yet"
"""Why a judgement that was only just written down has no effect."""


def all_judgements(connection: Connection) -> dict[Judgement, str | None]:
    """Every judgement in the order in which they were made, and why it is refused; null for one in force."""
    statement = select(*(JUDGEMENTS.c[name] for name in COLUMNS), JUDGEMENTS.c.refused)
    ordered = connection.execute(statement.order_by(JUDGEMENTS.c.decided_at, JUDGEMENTS.c.id))
    return {Judgement._make((*row[:-2], instant_text(row[-2]))): row[-1] for row in ordered}


def add_judgement(connection: Connection, given: Judgement) -> Judgement:
    """Keep a judgement, whose number is given here; one that says the same as an earlier one is that one."""
    said = next((each for each in all_judgements(connection) if meaning(each) == meaning(given)), None)
    if said is not None:
        return said
    made = given._replace(id=reserve_ids(connection, JUDGEMENTS, 1)[0])
    insert_rows(connection, JUDGEMENTS, (*COLUMNS, "refused"), [(*made, NOT_WEIGHED)])
    return made


def remove_judgements(connection: Connection, numbers: Iterable[int]) -> None:
    """Take judgements back."""
    delete_rows(connection, JUDGEMENTS, ("id",), [(number,) for number in numbers])


def note_refusals(connection: Connection, reasons: Mapping[int, str | None]) -> None:
    """Say of judgements why they have no effect, or that they have."""
    update_rows(connection, JUDGEMENTS, ("refused",), ("id",), [(reason, n) for n, reason in sorted(reasons.items())])


def meaning(one: Judgement) -> tuple[str | None, ...]:
    """What a judgement says, whoever said it when."""
    return one.action, one.key, one.other, one.name, one.alias, one.uri, one.country_code
