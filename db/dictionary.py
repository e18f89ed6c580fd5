"""The data dictionary: what each table and column means, read from the models' own documentation."""

from collections.abc import Iterator
from typing import cast

from sqlalchemy import Connection, Table, delete, insert, select

from db.models import Base, DataDictionary

Entry = tuple[str, str, int, str, str | None, str | None]
"""Table, column, position, meaning, unit, example."""


def entries() -> list[Entry]:
    """One entry a table and one a column, from the models."""
    return sorted(entry for mapper in Base.registry.mappers for entry in _of(mapper.class_))


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
