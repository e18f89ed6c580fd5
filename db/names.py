"""Entities, and the counts from which they get their names: a function of the documents, never of their order."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Table, select

from db.models import Entity, EntityAlias, EntityCountry
from db.records import EntityRow, MentionRow, json_text
from db.statements import add_counts, delete_rows, insert_unless_there, look_up, reserve_ids, update_rows

ENTITIES = cast(Table, Entity.__table__)
ALIASES = cast(Table, EntityAlias.__table__)
COUNTRIES = cast(Table, EntityCountry.__table__)
COLUMNS = EntityRow._fields

FULL_NAME = "full name"
"""How an alias is tied that may become the entity's name."""

ALIAS_LENGTH = 200
"""Code points of an alias that are kept: PostgreSQL indexes no text of some thousands of bytes."""

Delta = Counter[tuple[Any, ...]]
"""How many mentions more, or fewer, a natural key has."""


def put_entities(connection: Connection, given: Iterable[EntityRow]) -> tuple[dict[str, int], int]:
    """Make the entities that are not there, mend fixed ones that differ; all ids by key, and how many were new."""
    wanted = {row.key: row for row in sorted(set(given), key=repr, reverse=True)}
    found = _stored(connection, "key", wanted)
    ids = {row.key: identity for identity, row in found.items()}
    stale = [(*wanted[row.key][1:], ids[row.key]) for row in found.values() if wanted[row.key].fixed
             and wanted[row.key] != row]  # fmt: skip
    update_rows(connection, ENTITIES, COLUMNS[1:], ("id",), stale)
    missing = [wanted[key] for key in sorted(wanted.keys() - ids.keys())]
    return ids | _add(connection, missing), len(missing)


def entity_ids(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """Ids of entities that are there, by key."""
    return {row.key: identity for identity, row in _stored(connection, "key", keys).items()}


def count_mentions(
    mentions: Iterable[MentionRow], ids: Mapping[str, int], by: int, aliases: Delta, countries: Delta
) -> None:
    """Add `by` for each mention to the alias, and to the country, of its entity."""
    for mention in mentions:
        if mention.entity is not None:
            entity = ids[mention.entity]
            aliases[entity, mention.text[:ALIAS_LENGTH], mention.tied] += by
            if mention.country_code:
                countries[entity, mention.country_code] += by


def settle_entities(connection: Connection, aliases: Delta, countries: Delta) -> None:
    """Apply the changed counts, name the entities that they touch anew, and remove those without a mention."""
    _apply(connection, ALIASES, ("entity_id", "alias", "tied"), aliases)
    _apply(connection, COUNTRIES, ("entity_id", "country_code"), countries)
    touched = {key[0] for key, change in (*aliases.items(), *countries.items()) if change}
    spelt = _grouped(connection, ALIASES, ("alias", "tied", "mentions"), touched)
    located = _grouped(connection, COUNTRIES, ("country_code", "mentions"), touched)
    changed = []
    for identity, row in _stored(connection, "id", touched).items():
        name, country = best_name(spelt[identity]), most(located[identity])
        if spelt[identity] and not row.fixed and (row.name, row.country_code) != (name, country):
            changed.append((name, country, identity))
    update_rows(connection, ENTITIES, ("name", "country_code"), ("id",), changed)
    delete_rows(connection, ENTITIES, ("id",), [(identity,) for identity in sorted(touched) if not spelt[identity]])


def best_name(spellings: Sequence[tuple[str, str, int]]) -> str | None:
    """The alias most often tied as a full name, else the one most often used; the first in code points of equals."""
    return most([(alias, count) for alias, tied, count in spellings if tied == FULL_NAME]) or most(
        [(alias, count) for alias, _, count in spellings]
    )


def most(counted: Iterable[tuple[str, int]]) -> str | None:
    """The value with the highest sum of counts; the first in code points of equals; null of nothing."""
    sums: Counter[str] = Counter()
    for value, count in counted:
        sums[value] += count
    return min(sums, key=lambda value: (-sums[value], value), default=None)


def _add(connection: Connection, rows: Sequence[EntityRow]) -> dict[str, int]:
    """Another writer on PostgreSQL may have made one of them meanwhile, so ask for the keys that stand there now."""
    ids = reserve_ids(connection, ENTITIES, len(rows))
    numbered = [(identity, *row) for identity, row in zip(ids, rows, strict=True)]
    insert_unless_there(connection, ENTITIES, ("id", *COLUMNS), ("key",), numbered)
    if connection.dialect.name == "postgresql":
        return entity_ids(connection, {row.key for row in rows})
    return {row.key: identity for identity, row in zip(ids, rows, strict=True)}


def _stored(connection: Connection, by: str, values: Collection[Any]) -> dict[int, EntityRow]:
    statement = select(*(ENTITIES.c[name] for name in ("id", *COLUMNS)))
    return {
        identity: EntityRow(key, kind, name, country, None if external is None else json_text(external))
        for identity, key, kind, name, country, external in look_up(connection, statement, ENTITIES.c[by], values)
    }


def _grouped(
    connection: Connection, table: Table, columns: tuple[str, ...], entities: Collection[int]
) -> defaultdict[int, list[Any]]:
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    statement = select(*(table.c[name] for name in ("entity_id", *columns)))
    for identity, *rest in look_up(connection, statement, table.c.entity_id, entities):
        groups[identity].append(tuple(rest))
    return groups


def _apply(connection: Connection, table: Table, keys: tuple[str, ...], delta: Delta) -> None:
    """Add the changes, and drop the rows that come to nothing."""
    add_counts(connection, table, (*keys, "mentions"), keys, [(*key, by) for key, by in delta.items() if by])
    fewer = [(*key, 0) for key, by in sorted(delta.items()) if by < 0]
    delete_rows(connection, table, (*keys, "mentions"), fewer)
