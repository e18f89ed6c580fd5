"""The answer to a question as a file. Types are those that the first rows show."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

from db.export.resources import Field, Kind
from db.export.tables import WRITERS, write_sqlite
from db.queries import run_query

LOOKED_AT = 1_000
"""Rows from which the types of the columns are told; without a value there, a column is text."""

SECONDS = 3_600.0
"""How long an answer may take: it is written row by row."""


def answered(
    address: str, question: str, parameters: Mapping[str, str], form: str, path: Path, *, as_stored: bool
) -> None:
    """Ask and write. Raises what `run_query` raises."""
    with run_query(address, question, parameters, seconds=SECONDS) as answer:
        rows = answer.rows
        first = list(islice(rows, LOOKED_AT))
        fields = [Field(name, _kind([row[n] for row in first])) for n, name in enumerate(answer.columns)]
        fitting = _fitted(fields, chain(first, rows))
        if form == "sqlite":
            write_sqlite(path, [("answer", fields, (), fitting)])
        else:
            WRITERS[form](path, fields, fitting, as_stored=as_stored)


def _fitted(fields: Sequence[Field], rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Values that are not of their column's type, as SQLite may give them, become text or nothing."""
    fitting = [_FITTING[field.kind] for field in fields]
    seen: dict[tuple[type, ...], bool] = {}
    for row in rows:
        types = tuple(map(type, row))
        if types not in seen:
            seen[types] = all(said in fit for said, fit in zip(types, fitting, strict=True))
        yield row if seen[types] else tuple(_fit(value, field.kind) for value, field in zip(row, fields, strict=True))


_FITTING: dict[Kind, tuple[type, ...]] = {
    "string": (str, type(None)), "integer": (int, type(None)), "number": (float, type(None)),
    "boolean": (bool, type(None)), "datetime": (str, type(None)), "object": (),
}  # fmt: skip
"""Types of values that are of their column's type already."""


def _fit(value: Any, kind: Kind) -> Any:
    if value is None or kind == "string":
        return value if value is None or isinstance(value, str) else str(value)
    if kind == "number":
        return float(value) if isinstance(value, (int, float, Decimal)) else None
    return value if isinstance(value, int) else None


def _kind(values: Sequence[Any]) -> Kind:
    found = {float if isinstance(value, Decimal) else type(value) for value in values if value is not None}
    if found and found <= {int}:
        return "integer"
    return "number" if found and found <= {int, float} else "boolean" if found == {bool} else "string"
