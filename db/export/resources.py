"""What is taken away: tables by natural keys, since surrogate ids differ between two databases of the same files.

Every resource is one SELECT whose order is that of its natural key, so that the same data gives the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, cast

from sqlalchemy import BigInteger, Boolean, Double, Integer, Table
from sqlalchemy.sql.type_api import TypeEngine

from db.models import Article, Base, Block, Collection, Document, Entity, EntityAlias, Instant, Mention, Source

Kind = Literal["string", "integer", "number", "boolean", "datetime", "object"]
"""A type of Frictionless' Table Schema."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name and type, and what it means, from the model it comes from."""

    name: str
    kind: Kind
    description: str = ""
    unit: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """A table of an export: in `select`, {since} and {seen} stand for conditions on documents `d` and entities `e`."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    select: str
    refers: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()


def _kind(said: TypeEngine[Any]) -> Kind:
    if isinstance(said, Instant):
        return "datetime"
    if isinstance(said, Boolean):
        return "boolean"
    if isinstance(said, (Integer, BigInteger)):
        return "integer"
    return "number" if isinstance(said, Double) else "object" if said.__class__.__name__ == "JSON" else "string"


def _fields(model: type[Base], *names: str) -> tuple[Field, ...]:
    columns = cast(Table, model.__table__).c
    return tuple(
        Field(name, _kind(columns[name].type), columns[name].doc or "", columns[name].info.get("unit"),
              columns[name].info.get("example"))
        for name in names
    )  # fmt: skip


def _named(name: str, model: type[Base], column: str) -> Field:
    (field,) = _fields(model, column)
    return Field(name, field.kind, field.description, field.unit, field.example)


def _listed(alias: str, fields: tuple[Field, ...]) -> str:
    return ", ".join(f"{alias}.{field.name}" for field in fields)


_WHERE = (_named("collection", Collection, "name"), *_fields(Document, "uri"))
_FROM = "FROM collections c CROSS JOIN documents d CROSS JOIN articles a"
_JOINED = "d.collection_id = c.id AND a.document_id = d.id {since}"
_ORDER = "{bytes c.name}, {bytes d.uri}"
_DOCUMENT = (("collection", "uri"), "articles", ("collection", "uri"))

_SOURCE = _fields(Source, "slug", "name", "home_url", "basis")
_ENTITY = _fields(Entity, "key", "type", "name", "country_code", "external_ids")
_ALIAS = _fields(EntityAlias, "alias", "tied", "mentions")
_ARTICLE = _fields(
    Article, "title", "subtitle", "byline", "section", "url", "language", "language_confidence", "published_at",
    "published_precision", "published_basis", "modified_at", "word_count", "content_hash", "source_name", "recogniser",
    "recogniser_version", "cleaner_version", "resolver_version", "body",
)  # fmt: skip
_MENTION = _fields(
    Mention, "field", "char_start", "char_end", "text", "label", "recogniser", "rule", "score", "sentence_start",
    "sentence_end", "tied", "link_score", "role", "country_code", "lat", "lon", "place_score",
)  # fmt: skip
_BLOCK = _fields(
    Block, "position", "raw_start", "raw_end", "role", "kept", "rule", "score", "body_start", "body_end"
)  # fmt: skip

RESOURCES: tuple[Resource, ...] = (
    Resource(
        "sources",
        "Publishers",
        _SOURCE,
        ("slug",),
        f"SELECT {_listed('s', _SOURCE)} FROM sources s ORDER BY {{bytes s.slug}}",
    ),
    Resource(
        "articles",
        "Articles in their newest revision",
        (*_WHERE, _named("source", Source, "slug"), *_ARTICLE),
        ("collection", "uri"),
        f"""SELECT c.name, d.uri, s.slug, {_listed("a", _ARTICLE)} {_FROM} LEFT JOIN sources s ON s.id = a.source_id
            WHERE {_JOINED} ORDER BY {_ORDER}""",
        ((("source",), "sources", ("slug",)),),
    ),
    Resource(
        "entities",
        "Who and what is named",
        _ENTITY,
        ("key",),
        f"SELECT {_listed('e', _ENTITY)} FROM entities e WHERE 1 = 1 {{seen}} ORDER BY {{bytes e.key}}",
    ),
    Resource(
        "entity_aliases",
        "Every spelling of an entity, over the whole database",
        (_named("entity", Entity, "key"), *_ALIAS),
        ("entity", "alias", "tied"),
        f"""SELECT e.key, {_listed("x", _ALIAS)} FROM entities e CROSS JOIN entity_aliases x
            WHERE x.entity_id = e.id {{seen}}
            ORDER BY {{bytes e.key}}, {{bytes x.alias}}, {{bytes x.tied}}""",
        ((("entity",), "entities", ("key",)),),
    ),
    Resource(
        "mentions",
        "Each name where it stands: text = substr(field, char_start + 1, char_end - char_start)",
        (*_WHERE, *_MENTION, _named("entity", Entity, "key")),
        ("collection", "uri", "field", "char_start", "char_end"),
        f"""SELECT c.name, d.uri, {_listed("m", _MENTION)}, e.key {_FROM} CROSS JOIN mentions m
            LEFT JOIN entities e ON e.id = m.entity_id WHERE {_JOINED} AND m.article_id = a.id
            ORDER BY {_ORDER}, {{bytes m.field}}, m.char_start, m.char_end""",
        (_DOCUMENT, (("entity",), "entities", ("key",))),
    ),
    Resource(
        "blocks",
        "The cleaning ledger: every stretch of a document, kept or removed by a named rule",
        (*_WHERE, *_BLOCK, Field("removed_text", "string", "The stretch itself where it was removed, else null.")),
        ("collection", "uri", "position"),
        f"""SELECT c.name, d.uri, {_listed("b", _BLOCK)},
                   CASE WHEN b.kept THEN NULL ELSE substr(d.text, b.raw_start + 1, b.raw_end - b.raw_start) END
            {_FROM} CROSS JOIN blocks b WHERE {_JOINED} AND b.document_id = d.id ORDER BY {_ORDER}, b.position""",
        (_DOCUMENT,),
    ),
)
"""In an order in which each refers to those before it only."""

SINCE = "AND (d.first_seen_at >= :since OR d.changed_at >= :since)"
"""What `--since` asks of a document: read for the first time, or changed, on that day or later."""

SEEN = f"""AND e.id IN (SELECT p.entity_id FROM appearances p JOIN articles a ON a.id = p.article_id
    JOIN documents d ON d.id = a.document_id WHERE 1 = 1 {SINCE})"""
"""What it asks of an entity: named in such a document."""

Rows = Callable[[Resource], Any]
"""Gives a resource's rows, tidied, one after another."""
