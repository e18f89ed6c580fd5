"""Entities as they stand: those that are there, those to be added with the names that their first counts give."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import Any, Literal

from sqlalchemy import Connection, select

from db.entities.names import ENTITIES, Delta, best_name, most
from db.entities.placement import Placement
from db.loading.statements import insert_rows, look_up_plain, reserve_ids, update_rows
from db.records import EntityRow, json_text

COLUMNS = EntityRow._fields


def put_entities(
    connection: Connection, given: Mapping[str, EntityRow], needed: Collection[str], placement: Placement
) -> dict[int, EntityRow]:
    """Make those of the `needed` keys that are not there, mend fixed ones that differ; all by id.

    `given` holds rows by key: of needed entities, and of fixed ones that a judgement has put elsewhere.
    """
    stored, fresh = find_entities(connection, given, needed, placement)
    return stored | add_entities(connection, fresh, Counter(), Counter(), {})


def find_entities(
    connection: Connection, given: Mapping[str, EntityRow], needed: Collection[str], placement: Placement
) -> tuple[dict[int, EntityRow], dict[int, EntityRow]]:
    """Those that are there by id, mended where fixed ones differ; and the ids and rows of those to be added."""
    stored = stored_entities(connection, needed)
    stale = {
        identity: row
        for identity, old in stored.items()
        if (new := given.get(old.key)) is not None and (row := _mended(old, _renamed(new, placement))) != old
    }
    update_rows(connection, ENTITIES, COLUMNS[1:], ("id",), [(*row[1:], identity) for identity, row in stale.items()])
    keys = sorted(set(needed).difference(row.key for row in stored.values()))
    missing = [_renamed(given.get(key) or unknown(key), placement) for key in keys]
    return stored | stale, dict(zip(reserve_ids(connection, ENTITIES, len(missing)), missing, strict=True))


def add_entities(
    connection: Connection, fresh: Mapping[int, EntityRow], aliases: Delta, countries: Delta, names: Mapping[str, str]
) -> dict[int, EntityRow]:
    """Add new entities; they are named by their first counts, or by judgements. Their rows as they then stand."""
    spelt, located = _by_entity(aliases, fresh), _by_entity(countries, fresh)
    rows = {
        each: row
        if row.fixed
        else _named(row, names.get(row.key) or best_name(spelt.get(each, ())), most(located.get(each, ())))
        for each, row in fresh.items()
    }
    insert_rows(connection, ENTITIES, ("id", *COLUMNS), [(identity, *row) for identity, row in rows.items()])
    return rows


def _named(row: EntityRow, name: str | None, country: str | None) -> EntityRow:
    if name in (None, row.name) and country == row.country_code:
        return row
    return EntityRow(row.key, row.type, name or row.name, country, row.external_ids, row.sound)


def _by_entity(counts: Delta, entities: Collection[int]) -> defaultdict[int, list[Any]]:
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for key, by in counts.items():
        if by and key[0] in entities:
            groups[key[0]].append((*key[1:], by))
    return groups


def unknown(key: str) -> EntityRow:
    """An entity of which nothing but the key is known yet: its name is counted."""
    return EntityRow(key, key.partition(":")[0], key, None, None)


def _renamed(row: EntityRow, placement: Placement) -> EntityRow:
    if not placement.names:
        return row
    name = placement.names.get(row.key, row.name)
    return row if name == row.name else row._replace(name=name)


def _mended(stored: EntityRow, wanted: EntityRow) -> EntityRow:
    """A stored row as it should stand: all that is fixed, and the sound, as given; else what was counted."""
    if wanted.fixed:
        return wanted
    return stored._replace(sound=wanted.sound) if wanted.sound else stored


def stored_entities(
    connection: Connection, values: Collection[Any], by: Literal["key", "id"] = "key"
) -> dict[int, EntityRow]:
    """Entities that are there, by id."""
    statement = select(*(ENTITIES.c[name] for name in ("id", *COLUMNS)))
    found = look_up_plain(connection, statement, ENTITIES.c[by], values)
    return {
        identity: EntityRow._make((key, kind, name, country, ids if ids is None else as_text(ids), sound))
        for identity, key, kind, name, country, ids, sound in found
    }


def as_text(ids: Any) -> str | None:
    """JSON as its text: SQLite gives that, PostgreSQL what it stands for."""
    return ids if ids is None or isinstance(ids, str) else json_text(ids)
