"""What Datasette is told of the database: meanings from the data dictionary, and the ready questions."""

import re
from collections.abc import Iterable
from typing import Any

from db.queries import ReadyQuery, ready_queries
from db.site.asking import Asker

DATABASE = "data"
"""The name of the database in addresses, whatever its file is called."""

FACETS = {
    "articles": ["source_name", "language", "published_basis"],
    "mentions": ["label", "field", "tied", "country_code"],
    "entities": ["type", "country_code"],
    "entity_aliases": ["tied"],
    "blocks": ["role", "kept", "rule"],
    "documents": ["media_type", "encoding"],
    "rejects": ["error"],
    "ingest_runs": ["state"],
}
"""Columns by which a table is offered to be narrowed."""

LABELS = {"articles": "title", "entities": "name", "sources": "name", "documents": "uri", "collections": "name"}
"""The column that stands for a row where another table refers to it."""

_PARAMETER = re.compile(r"(?<![:\w]):(\w+)")


def metadata(ask: Asker) -> dict[str, Any]:
    """Titles, descriptions, facets and ready questions, as Datasette wants them."""
    tables = _tables(ask.rows("SELECT table_name, column_name, meaning, unit FROM data_dictionary"))
    tables.setdefault("articles", {}).update({"fts_table": "articles_fts", "fts_pk": "id", "searchmode": "escaped"})
    for name, facets in FACETS.items():
        tables.setdefault(name, {}).update({"facets": facets, "size": 50})
    tables["alembic_version"] = {"hidden": True}
    for name, label in LABELS.items():
        tables.setdefault(name, {})["label_column"] = label
    return {
        "title": "dateline",
        "databases": {
            DATABASE: {
                "title": "Tables and questions",
                "tables": tables,
                "queries": {query.name: canned(query) for query in ready_queries().values()},
            }
        },
    }


def _tables(entries: Iterable[Any]) -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {}
    for entry in entries:
        table = tables.setdefault(entry["table_name"], {"columns": {}})
        if entry["column_name"]:
            unit = f" ({entry['unit']})" if entry["unit"] else ""
            table["columns"][entry["column_name"]] = entry["meaning"] + unit
        else:
            table["description"] = entry["meaning"]
    return tables


def canned(query: ReadyQuery) -> dict[str, Any]:
    """A ready question for Datasette, which leaves a parameter empty where nothing was typed: then its default."""
    defaults = {parameter.name: parameter.default for parameter in query.parameters}
    lines = [line for line in query.sql.splitlines() if not line.lstrip().startswith("--")]
    sql = _PARAMETER.sub(lambda found: _or_default(found[1], defaults.get(found[1])), "\n".join(lines).strip())
    meant = {
        p.name: {"meaning": p.meaning, "default": "" if p.default is None else p.default} for p in query.parameters
    }
    return {
        "sql": sql,
        "title": query.title,
        "description": query.description,
        "parameters": meant,
        "params": list(defaults),
        "hide_sql": True,
    }


def _or_default(name: str, default: str | int | None) -> str:
    if default is None:
        return f":{name}"
    literal = str(default) if isinstance(default, int) else "'" + default.replace("'", "''") + "'"
    return f"coalesce(nullif(:{name}, ''), {literal})"
