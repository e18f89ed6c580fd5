"""docs/schema.md, made from the models and views: `python -m db.schema_page > docs/schema.md`."""

import sys
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, PrimaryKeyConstraint, Table, UniqueConstraint
from sqlalchemy.dialects import sqlite

from db.dictionary import entries
from db.models import Base
from db.views import views

HEAD = """# The tables

Made by `python -m db.schema_page` from the models and views, as `data_dictionary` in every database is; so what stands
here is what stands there. Instants are ISO 8601 text in UTC on SQLite and `timestamp with time zone` on PostgreSQL.
`id` columns are for joins only: they differ between two databases of the same files, natural keys do not.

Full text stands in `articles_fts` (FTS5) on SQLite and in the column `articles.search` on PostgreSQL; `dateline search`
asks either. Every text is searched as it is: no stemming, upper and lower case alike, accents ignored on SQLite only.
"""


def page() -> Iterator[str]:
    """The page, line by line."""
    tables = Base.metadata.sorted_tables
    yield HEAD
    yield from _picture(tables)
    yield "\n## Tables\n"
    for table in sorted(tables, key=lambda each: each.name):
        yield from _table(table)
    yield "\n## Views\n"
    yield "Made by `db/views/*.sql`, whose head comments say more; the same on both databases.\n"
    for view in views().values():
        yield f"### {view.name}\n"
        yield " ".join(filter(None, (view.meaning, view.note))) + "\n"
        yield from _columns(view.name, {})


def _picture(tables: list[Table]) -> Iterator[str]:
    """An entity-relation diagram: every foreign key an edge, keys inside."""
    yield "```mermaid\nerDiagram"
    for table in tables:
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            start, end = "|o" if key.parent.nullable else "||", "o|" if _alone(table, key.parent) else "o{"
            yield f'    {key.column.table.name} {start}--{end} {table.name} : "{key.parent.name}"'
    for table in sorted(tables, key=lambda each: each.name):
        yield f"    {table.name} {{"
        for column in table.columns:
            if column.primary_key or column.foreign_keys:
                kinds = [kind for kind, true in (("PK", column.primary_key), ("FK", bool(column.foreign_keys))) if true]
                yield f"        {_type(table, column.name).lower()} {column.name} {','.join(kinds)}"
        yield "    }"
    yield "```"


def _alone(table: Table, column: ColumnElement[Any]) -> bool:
    """Whether there is one row at most for a value of that column."""
    unique = [each for each in table.constraints if isinstance(each, (UniqueConstraint, PrimaryKeyConstraint))]
    return any(list(each.columns) == [column] for each in unique)


def _table(table: Table) -> Iterator[str]:
    meaning = next(entry[3] for entry in entries() if entry[:2] == (table.name, ""))
    yield f"### {table.name}\n"
    yield f"{meaning}\n"
    types = {
        column.name: _type(table, column.name) + ("" if column.nullable else ", always") for column in table.columns
    }
    yield from _columns(table.name, types)


def _columns(name: str, types: dict[str, str]) -> Iterator[str]:
    yield "| column | type | meaning | unit | example |" if types else "| column | meaning | unit | example |"
    yield "|---|---|---|---|---|" if types else "|---|---|---|---|"
    told = sorted((entry for entry in entries() if entry[0] == name and entry[1]), key=lambda entry: entry[2])
    for _, column, _, meaning, unit, example in told:
        cells = [
            f"`{column}`",
            *([types[column]] if types else []),
            meaning,
            unit or "",
            f"`{example}`" if example else "",
        ]
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    yield ""


def _type(table: Table, column: str) -> str:
    return str(table.c[column].type.compile(dialect=sqlite.dialect()))


if __name__ == "__main__":
    sys.stdout.write("\n".join(page()).rstrip() + "\n")
