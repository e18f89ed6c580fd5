"""The data dictionary: what each table, view and column means, from the models' and views' own documentation."""

from collections.abc import Iterator
from typing import cast

from sqlalchemy import Connection, Table, delete, insert, select

from db.models import Base, DataDictionary
from db.views import View, views

Entry = tuple[str, str, int, str, str | None, str | None]
"""Table, column, position, meaning, unit, example."""


def entries() -> list[Entry]:
    """One entry a table or view and one a column."""
    tables = [entry for mapper in Base.registry.mappers for entry in _of(mapper.class_)]
    return sorted([*tables, *(entry for view in views().values() for entry in _of_view(view))])


def write_dictionary(connection: Connection) -> bool:
    """Make `data_dictionary` say what the models say; whether anything had to be written."""
    table = DataDictionary.__table__
    stored = [tuple(row) for row in connection.execute(select(table).order_by("table_name", "column_name"))]
    if stored == entries():
        return False
    connection.execute(delete(DataDictionary))
    names = [column.name for column in table.columns]
    connection.execute(insert(DataDictionary), [dict(zip(names, entry, strict=True)) for entry in entries()])
    return True


def _of(model: type[Base]) -> Iterator[Entry]:
    table = cast(Table, model.__table__)
    yield table.name, "", 0, " ".join((model.__doc__ or "").split("\n\n")[0].split()), None, None
    for position, column in enumerate(table.columns, 1):
        yield table.name, column.name, position, column.doc or "", column.info.get("unit"), column.info.get("example")


def _of_view(view: View) -> Iterator[Entry]:
    yield view.name, "", 0, view.meaning, None, None
    for position, column in enumerate(view.columns, 1):
        yield view.name, column.name, position, column.meaning, column.unit, column.example
