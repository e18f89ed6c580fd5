"""Entities as they stand: those that are there, those to be added with the names that their first counts give."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, Literal

from sqlalchemy import Connection, select

from db.entities.names import ENTITIES, Delta, best_name, chosen, insert_counts, most
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
    if placement.names:
        given = {key: _renamed(row, placement) for key, row in given.items()}
    stored = stored_entities(connection, needed)
    stale = {
        identity: row
        for identity, old in stored.items()
        if (new := given.get(old.key)) is not None and (row := _mended(old, new)) != old
    }
    update_rows(connection, ENTITIES, COLUMNS[1:], ("id",), [(*row[1:], identity) for identity, row in stale.items()])
    keys = sorted(set(needed).difference([row.key for row in stored.values()]))
    missing = [given.get(key) or _renamed(unknown(key), placement) for key in keys]
    return stored | stale, dict(zip(reserve_ids(connection, ENTITIES, len(missing)), missing, strict=True))


def add_entities(
    connection: Connection, fresh: Mapping[int, EntityRow], aliases: Delta, countries: Delta, names: Mapping[str, str]
) -> dict[int, EntityRow]:
    """Add new entities with their first counts, by which they are named, or by judgements. Their rows as they stand."""
    spelt, located = chosen(aliases, best_name), chosen(countries, most)
    rows = {
        each: _named(row, names.get(row.key) or spelt.get(each) or row.name, located.get(each))
        for each, row in fresh.items()
    }
    insert_rows(connection, ENTITIES, ("id", *COLUMNS), [(identity, *row) for identity, row in rows.items()])
    insert_counts(connection, aliases, countries)
    return rows


def _named(row: EntityRow, name: str, country: str | None) -> EntityRow:
    if (name == row.name and country == row.country_code) or row.fixed:
        return row
    return EntityRow(row.key, row.type, name, country, row.external_ids, row.sound)


def unknown(key: str) -> EntityRow:
    """An entity of which nothing but the key is known yet: its name is counted."""
    return EntityRow(key, key.partition(":")[0], key, None, None)


def _renamed(row: EntityRow, placement: Placement) -> EntityRow:
    name = placement.names.get(row.key, row.name)
    return row if name == row.name else row._replace(name=name)


def _mended(stored: EntityRow, wanted: EntityRow) -> EntityRow:
    """A stored row as it should stand: all that is fixed, and the sound, as given; else what was counted."""
    if wanted.fixed:
        return wanted
    return stored._replace(sound=wanted.sound) if wanted.sound and wanted.sound != stored.sound else stored


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
