"""Rows of an export as they come: one read-only transaction, so that all tables are of one moment, and flat memory."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from db.engine import make_engine, transaction
from db.export.resources import SEEN, SINCE, Field, Kind, Resource
from db.migrate import require_current
from db.models import instant_text
from db.views.dialects import in_dialect

PAGE = 1_000
"""Rows fetched at a time."""

Row = tuple[Any, ...]


class Reader:
    """A database that stays as it was when the reading began."""

    def __init__(self, connection: Connection, since: str | None) -> None:
        """`since` is a day (ISO 8601), or null for everything."""
        self.connection, self.since = connection, since

    def rows(self, resource: Resource) -> Iterator[Row]:
        """A resource's rows in the order of its key, each value of its field's type."""
        return tidied(resource.fields, self.select(resource.select))

    def select(self, statement: str, given: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """Rows of a SELECT in our dialect; {since} and {seen} become the conditions on documents and entities."""
        conditions = {"{since}": SINCE, "{seen}": SEEN}
        for word, condition in conditions.items():
            statement = statement.replace(word, condition if self.since else "")
        sql = in_dialect(statement, self.connection.dialect.name)
        values = {**(given or {}), **({"since": self.since} if self.since else {})}
        options = {"stream_results": True, "max_row_buffer": PAGE}
        result = self.connection.execution_options(**options).execute(text(sql), values)
        for row in result.yield_per(PAGE):
            yield tuple(row)


@contextmanager
def open_reader(address: str | Path, since: str | None = None) -> Iterator[Reader]:
    """Open a database to take from. Raises MissingDatabase, OldSchema and what opening raises."""
    engine = make_engine(address, read_only=True)
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    try:
        with transaction(engine) as connection:
            require_current(connection)
            yield Reader(connection, since)
    finally:
        engine.dispose()


def tidied(fields: Sequence[Field], rows: Iterator[Row]) -> Iterator[Row]:
    """Rows whose values are equal from either database: instants as text, true and false, objects, plain numbers."""
    kinds = [field.kind for field in fields]
    seen: dict[tuple[type, ...], list[int]] = {}
    for row in rows:
        types = tuple(map(type, row))
        if types not in seen:
            seen[types] = [
                n for n, (said, kind) in enumerate(zip(types, kinds, strict=True)) if said not in _AS_IT_IS[kind]
            ]
        if not seen[types]:
            yield row
            continue
        changed = list(row)
        for n in seen[types]:
            changed[n] = _tidy(row[n], kinds[n])
        yield tuple(changed)


_AS_IT_IS: dict[Kind, tuple[type, ...]] = {
    "string": (str, type(None)), "integer": (int, type(None)), "number": (float, type(None)),
    "boolean": (bool, type(None)), "datetime": (str, type(None)), "object": (type(None),),
}  # fmt: skip
"""Types of values that need no tidying, by kind: looked up once for each mixture of types, not for each value."""


def _tidy(value: Any, kind: Kind) -> Any:
    if value is None or kind == "string":
        return value
    if kind == "datetime":
        return instant_text(value.astimezone(UTC)) if isinstance(value, datetime) else value
    if kind == "object":
        return json.loads(value) if isinstance(value, str) else value
    if kind == "boolean":
        return bool(value)
    return float(value) if kind == "number" or isinstance(value, Decimal) else value
