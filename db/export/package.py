"""`datapackage.json`: what each file of an export holds, for people and for tools (Frictionless Data Package, v1)."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from db.export.resources import Field, Resource

MEDIA = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/vnd.apache.parquet",
         "sqlite": "application/vnd.sqlite3"}  # fmt: skip

PIECE = 1 << 20


def package(form: str, resources: Sequence[tuple[Resource, Path]], *, as_stored: bool) -> str:
    """The description as JSON text; holds no time and no path of this machine."""
    said: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "dateline-export",
        "title": "Articles, mentions and entities from a dateline database",
        "resources": [_resource(form, resource, path) for resource, path in resources],
    }
    if form == "csv":
        said["description"] = (
            "Cells are as stored." if as_stored
            else "A text cell that begins with =, +, -, @, tab or carriage return has an apostrophe before it."
        )  # fmt: skip
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def _resource(form: str, resource: Resource, path: Path) -> dict[str, Any]:
    said: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": resource.name,
        "title": resource.title,
        "path": path.name,
        "format": form,
        "mediatype": MEDIA[form],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{_hash(path)}",
        "schema": schema(resource),
    }
    if form == "csv":
        said["dialect"] = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
    if form == "sqlite":
        said["dialect"] = {"table": resource.name}
    return said


def schema(resource: Resource) -> dict[str, Any]:
    """Frictionless' Table Schema of a resource; meanings are those of the data dictionary."""
    said: dict[str, Any] = {"fields": [_field(field) for field in resource.fields], "missingValues": [""]}
    if resource.key:
        said["primaryKey"] = list(resource.key)
    if resource.refers:
        said["foreignKeys"] = [
            {"fields": list(own), "reference": {"resource": other, "fields": list(theirs)}}
            for own, other, theirs in resource.refers
        ]
    return said


def _field(field: Field) -> dict[str, Any]:
    said = {"name": field.name, "type": field.kind, "description": field.description}
    more = {"unit": field.unit, "example": field.example}
    return said | {name: value for name, value in more.items() if value}


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
