"""Writers of tables: one file a table as CSV, JSON lines or Parquet; or all of them in one SQLite file."""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from db.errors import DatabaseError
from db.export.resources import Field

BATCH = 5_000
"""Rows of a Parquet row group, and of an insert into SQLite."""

DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠")
"""How a cell begins that a spreadsheet may run as a formula (OWASP, CSV injection)."""

Rows = Iterable[Sequence[Any]]


def write_csv(path: Path, fields: Sequence[Field], rows: Rows, *, as_stored: bool = False) -> None:
    """RFC 4180 in UTF-8, lines ended by a line feed; null is empty, objects are JSON.

    Text that a spreadsheet would take for a formula gets an apostrophe before it, unless `as_stored`.
    """
    texts = [n for n, field in enumerate(fields) if field.kind == "string" and not as_stored]
    others = [n for n, field in enumerate(fields) if field.kind in ("boolean", "object")]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields])
        for row in rows:
            cells = list(row)
            for n in texts:
                if (text := row[n]) and text[0] in DANGEROUS:
                    cells[n] = f"'{text}"
            for n in others:
                cells[n] = _cell(row[n])
            writer.writerow(cells)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def write_json_lines(path: Path, fields: Sequence[Field], rows: Rows, *, as_stored: bool = False) -> None:
    """One object a line, every field in it; values as they are stored."""
    names = [field.name for field in fields]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str) + "\n")


def write_parquet(path: Path, fields: Sequence[Field], rows: Rows, *, as_stored: bool = False) -> None:
    """Parquet with typed columns, compressed by zstd. Raises DatabaseError without pyarrow."""
    try:
        import pyarrow as arrow  # noqa: PLC0415 (an extra, and half a second)
        from pyarrow import parquet  # noqa: PLC0415
    except ModuleNotFoundError:
        raise DatabaseError("Parquet needs pyarrow", "pip install 'dateline[parquet]'") from None
    types = {"integer": arrow.int64(), "number": arrow.float64(), "boolean": arrow.bool_()}
    instant = arrow.timestamp("ms", tz="UTC")
    columns = [(f.name, instant if f.kind == "datetime" else types.get(f.kind, arrow.string())) for f in fields]
    schema = arrow.schema(columns)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches(rows):
            arrays = [
                arrow.array([_plain(value, field.kind) for value in column], schema.field(field.name).type)
                for field, column in zip(fields, zip(*batch, strict=True), strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))


def _plain(value: Any, kind: str) -> Any:
    if kind == "datetime" and value is not None:
        from datetime import datetime  # noqa: PLC0415

        return datetime.fromisoformat(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, (dict, list)) else value


def write_sqlite(path: Path, tables: Iterable[tuple[str, Sequence[Field], Sequence[str], Rows]]) -> None:
    """A plain SQLite file: each table (name, fields, key, rows) under its natural key, ready for any tool."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        for name, fields, key, rows in tables:
            columns = ", ".join(f'"{f.name}" {_SQL.get(f.kind, "TEXT")}' for f in fields)
            primary = f", PRIMARY KEY ({', '.join(key)})" if key else ""
            connection.execute(f'CREATE TABLE "{name}" ({columns}{primary})')
            statement = f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(fields))})'  # noqa: S608 (our own names)
            for batch in batches(rows):
                connection.executemany(statement, [[_stored(value) for value in row] for row in batch])
        connection.execute("COMMIT")


_SQL = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


def _stored(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, (dict, list)) else value


def batches(rows: Rows) -> Iterator[list[Sequence[Any]]]:
    """Rows in lists of at most `BATCH`."""
    given = iter(rows)
    while batch := list(islice(given, BATCH)):
        yield batch


WRITERS: dict[str, Callable[..., None]] = {"csv": write_csv, "jsonl": write_json_lines, "parquet": write_parquet}
"""Writers of one table a file, by format."""
