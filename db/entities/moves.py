"""Mentions move from one entity to another, with their roles, and all that is counted of them."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from db.entities.judging import base
from db.entities.names import ALIAS_LENGTH, ENTITIES, Delta, settle_entities
from db.entities.placement import Placement, kept, placement_of
from db.entities.stored import put_entities, stored_entities
from db.loading.statements import look_up, update_rows
from db.loading.stored import ARTICLES, DOCUMENTS, IDENTITY, MENTIONS, ROLES
from db.loading.summaries import forget_articles, sum_articles
from db.records import EntityRow


def move(
    connection: Connection, identities: Collection[str], known: Mapping[str, EntityRow], anew: Collection[str]
) -> None:
    """Put each mention of these identities where it belongs now; entities `anew` are named again in any case.

    `known` are rows of entities that may have to be made.
    """
    placement = placement_of(connection, identities)
    mentions = _mentions(connection, identities)
    places = [placement.place(row.identity, row.text, row.uri) for row in mentions]
    renamed = {row.key for row in stored_entities(connection, anew).values()}
    made = put_entities(connection, known, {*places, *renamed}, placement)
    ids = {row.key: identity for identity, row in made.items()}
    moves = [(row, key) for row, key in zip(mentions, places, strict=True) if row.entity_id != ids[key]]
    articles = {row.article_id for row, _ in moves}
    before = forget_articles(connection, articles)
    update_rows(connection, MENTIONS, ("entity_id", "resolved_key"), ("id",),
                [(ids[key], kept(row.identity, key), row.id) for row, key in moves])  # fmt: skip
    update_rows(connection, ROLES, ("entity_id",), ("mention_id",), [(ids[key], row.id) for row, key in moves])
    sum_articles(connection, articles, before)
    _count(connection, moves, made, placement, {ids[key] for key in renamed})


def _count(
    connection: Connection,
    moves: Collection[tuple[Row[Any], str]],
    made: Mapping[int, EntityRow],
    placement: Placement,
    renamed: Collection[int],
) -> None:
    aliases: Delta = Counter()
    countries: Delta = Counter()
    ids = {row.key: identity for identity, row in made.items()}
    for row, key in moves:
        for entity, by in ((row.entity_id, -1), (ids[key], 1)):
            aliases[entity, row.text[:ALIAS_LENGTH], row.tied] += by
            if row.country_code:
                countries[entity, row.country_code] += by
    left = stored_entities(connection, {row.entity_id for row, _ in moves}, by="id")
    settle_entities(connection, aliases, countries, {**left, **made}, placement.names, renamed)


def _mentions(connection: Connection, identities: Collection[str]) -> list[Row[Any]]:
    """The mentions of these identities: those that were moved before, and those at the entity of their key."""
    columns = (MENTIONS.c[name] for name in ("id", "article_id", "entity_id", "text", "tied", "country_code"))
    statement = (
        select(*columns, IDENTITY.label("identity"), DOCUMENTS.c.uri)
        .join_from(MENTIONS, ENTITIES, ENTITIES.c.id == MENTIONS.c.entity_id)
        .join(ARTICLES, ARTICLES.c.id == MENTIONS.c.article_id)
        .join(DOCUMENTS, DOCUMENTS.c.id == ARTICLES.c.document_id)
    )
    moved = look_up(connection, statement, MENTIONS.c.resolved_key, identities)
    bare = {each for each in identities if each == base(each)}
    here = statement.where(MENTIONS.c.resolved_key.is_(None))
    return [*moved, *look_up(connection, here, ENTITIES.c.key, bare)]
