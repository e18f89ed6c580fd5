"""Entities, and the counts from which they get their names: a function of the documents, never of their order."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal, cast

from sqlalchemy import Connection, Table, select

from db.entities.placement import Placement
from db.loading.statements import add_counts, delete_rows, insert_rows, look_up_plain, reserve_ids, update_rows
from db.models import Entity, EntityAlias, EntityCountry
from db.records import EntityRow, MentionRow, json_text

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
    wanted = {key: _renamed(given.get(key) or unknown(key), placement) for key in sorted(needed)}
    stored = stored_entities(connection, needed)
    told = ((identity, old, wanted[old.key]) for identity, old in stored.items() if old.key in given)
    stale = {identity: row for identity, old, new in told if (row := _mended(old, new)) != old}
    update_rows(connection, ENTITIES, COLUMNS[1:], ("id",), [(*row[1:], identity) for identity, row in stale.items()])
    missing = [wanted[key] for key in sorted(wanted.keys() - {row.key for row in stored.values()})]
    return stored | stale, dict(zip(reserve_ids(connection, ENTITIES, len(missing)), missing, strict=True))


def add_entities(
    connection: Connection, fresh: Mapping[int, EntityRow], aliases: Delta, countries: Delta, names: Mapping[str, str]
) -> dict[int, EntityRow]:
    """Add new entities; they are named by their first counts, or by judgements. Their rows as they then stand."""
    spelt, located = _by_entity(aliases, fresh), _by_entity(countries, fresh)
    rows = {
        each: row if row.fixed else _named(row, names.get(row.key) or best_name(spelt[each]), most(located[each]))
        for each, row in fresh.items()
    }
    insert_rows(connection, ENTITIES, ("id", *COLUMNS), [(identity, *row) for identity, row in rows.items()])
    return rows


def _named(row: EntityRow, name: str | None, country: str | None) -> EntityRow:
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
        identity: EntityRow(key, kind, name, country, _as_text(ids), sound)
        for identity, key, kind, name, country, ids, sound in found
    }


def _as_text(ids: Any) -> str | None:
    """JSON as its text: SQLite gives that, PostgreSQL what it stands for."""
    return ids if ids is None or isinstance(ids, str) else json_text(ids)


def count_mentions(
    mentions: Sequence[MentionRow], entities: Sequence[int | None], by: int, aliases: Delta, countries: Delta
) -> None:
    """Add `by` (1 or -1) for each mention to the alias, and to the country, of its entity; null where it has none."""
    placed = [(entity, mention) for entity, mention in zip(entities, mentions, strict=True) if entity is not None]
    spelt = [(entity, mention.text[:ALIAS_LENGTH], mention.tied) for entity, mention in placed]
    located = [(entity, mention.country_code) for entity, mention in placed if mention.country_code]
    for counts, found in ((aliases, spelt), (countries, located)):
        counts.update(found) if by > 0 else counts.subtract(found)


def settle_entities(
    connection: Connection,
    aliases: Delta,
    countries: Delta,
    stored: Mapping[int, EntityRow],
    names: Mapping[str, str],
    anew: Collection[int] = (),
    named: Collection[int] = (),
) -> None:
    """Apply the changed counts, name anew the entities whose name they may change, remove those without a mention.

    `names` are those that judgements gave, by key; entities `anew` are named whatever was counted, and those that are
    `named` by these counts already are left as they are.
    """
    _apply(connection, ALIASES, ("entity_id", "alias", "tied"), aliases)
    _apply(connection, COUNTRIES, ("entity_id", "country_code"), countries)
    doubtful = _doubtful(aliases, countries, stored).difference(named) | set(anew)
    spelt = _grouped(connection, ALIASES, ("alias", "tied", "mentions"), doubtful)
    located = _grouped(connection, COUNTRIES, ("country_code", "mentions"), doubtful)
    gone = [(identity,) for identity in sorted(doubtful) if not spelt[identity]]
    delete_rows(connection, ENTITIES, ("id",), gone)
    right = {each: (names.get(stored[each].key) or best_name(spelt[each]), most(located[each]))
             for each in sorted(doubtful) if spelt[each]}  # fmt: skip
    changed = [(*right[each], each) for each in right
               if not stored[each].fixed and right[each] != (stored[each].name, stored[each].country_code)]  # fmt: skip
    update_rows(connection, ENTITIES, ("name", "country_code"), ("id",), changed)


def _doubtful(aliases: Delta, countries: Delta, stored: Mapping[int, EntityRow]) -> set[int]:
    """Entities that lose a mention, or gain one that speaks for another name or country than they have.

    More of the full name that it has, or more of any surname beside it, cannot change a name; nor can anything where
    name and country are fixed.
    """
    fewer = {key[0] for key, by in (*aliases.items(), *countries.items()) if by < 0}
    told: defaultdict[int, set[str]] = defaultdict(set)
    for (identity, alias, tied), by in aliases.items():
        if by:
            told[identity].update([alias] if tied == FULL_NAME else [])
    renamed = {each for each, names in told.items() if not stored[each].fixed and names != {stored[each].name}}
    moved = {each for (each, code), by in countries.items()
             if by and not stored[each].fixed and code != stored[each].country_code}  # fmt: skip
    return fewer | renamed | moved


def best_name(spellings: Sequence[tuple[str, str, int]]) -> str | None:
    """The alias most often tied as a full name, else the one most often used; the first in code points of equals."""
    return most([(alias, count) for alias, tied, count in spellings if tied == FULL_NAME]) or most(
        [(alias, count) for alias, _, count in spellings]
    )


def most(counted: Sequence[tuple[str, int]]) -> str | None:
    """The value with the highest sum of counts; the first in code points of equals; null of nothing."""
    if len(counted) < 2:
        return counted[0][0] if counted else None
    sums: Counter[str] = Counter()
    for value, count in counted:
        sums[value] += count
    return min(sums, key=lambda value: (-sums[value], value), default=None)


def _grouped(
    connection: Connection, table: Table, columns: tuple[str, ...], entities: Collection[int]
) -> defaultdict[int, list[Any]]:
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    statement = select(*(table.c[name] for name in ("entity_id", *columns)))
    for row in look_up_plain(connection, statement, table.c.entity_id, entities):
        groups[row[0]].append(row[1:])
    return groups


def _apply(connection: Connection, table: Table, keys: tuple[str, ...], delta: Delta) -> None:
    """Add the changes, and drop the rows that come to nothing."""
    add_counts(connection, table, (*keys, "mentions"), keys, [(*key, by) for key, by in delta.items() if by])
    fewer = [(*key, 0) for key, by in sorted(delta.items()) if by < 0]
    delete_rows(connection, table, (*keys, "mentions"), fewer)
