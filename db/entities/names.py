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
    stored = stored_entities(connection, needed)
    told = (
        (identity, old, _renamed(given[old.key], placement)) for identity, old in stored.items() if old.key in given
    )
    stale = {identity: row for identity, old, new in told if (row := _mended(old, new)) != old}
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
        identity: EntityRow(key, kind, name, country, as_text(ids), sound)
        for identity, key, kind, name, country, ids, sound in found
    }


def as_text(ids: Any) -> str | None:
    """JSON as its text: SQLite gives that, PostgreSQL what it stands for."""
    return ids if ids is None or isinstance(ids, str) else json_text(ids)


def count_mentions(
    mentions: Sequence[MentionRow], entities: Sequence[int | None], by: int, aliases: Delta, countries: Delta
) -> None:
    """Add `by` (1 or -1) for each mention to the alias, and to the country, of its entity; null where it has none."""
    placed = zip(entities, mentions, strict=True)
    spelt = [(entity, m.text[:ALIAS_LENGTH], m.tied) for entity, m in placed if entity is not None]
    placed = zip(entities, mentions, strict=True)
    located = [(entity, m.country_code) for entity, m in placed if m.country_code and entity is not None]
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
    `named` by these counts already, having just been added, are left as they are.
    """
    _apply(connection, ALIASES, ("entity_id", "alias", "tied"), aliases, named)
    _apply(connection, COUNTRIES, ("entity_id", "country_code"), countries, named)
    doubtful = _doubtful(aliases, countries, stored, named) | set(anew)
    spelt = _grouped(connection, ALIASES, ("alias", "tied", "mentions"), doubtful)
    located = _grouped(connection, COUNTRIES, ("country_code", "mentions"), doubtful)
    gone = [(identity,) for identity in sorted(doubtful) if not spelt[identity]]
    delete_rows(connection, ENTITIES, ("id",), gone)
    right = {each: (names.get(stored[each].key) or best_name(spelt[each]), most(located[each]))
             for each in sorted(doubtful) if spelt[each]}  # fmt: skip
    changed = [(*right[each], each) for each in right
               if not stored[each].fixed and right[each] != (stored[each].name, stored[each].country_code)]  # fmt: skip
    update_rows(connection, ENTITIES, ("name", "country_code"), ("id",), changed)


def _doubtful(aliases: Delta, countries: Delta, stored: Mapping[int, EntityRow], named: Collection[int]) -> set[int]:
    """Entities, but those just `named`, that lose a mention, or gain one for another name or country than they have.

    More of the full name that it has, or more of any surname beside it, cannot change a name; nor can anything where
    name and country are fixed.
    """
    spelt = [(*key, by) for key, by in aliases.items() if by and key[0] not in named]
    located = [(*key, by) for key, by in countries.items() if by and key[0] not in named]
    fewer = {each[0] for each in (*spelt, *located) if each[-1] < 0}
    full = {(each, alias) for each, alias, tied, _ in spelt if tied == FULL_NAME}
    otherwise = {each for each, alias in full if alias != stored[each].name}
    otherwise |= {each for each, *_ in spelt if (each, stored[each].name) not in full}
    otherwise |= {each for each, code, _ in located if code != stored[each].country_code}
    return fewer | {each for each in otherwise if not stored[each].fixed}


def best_name(spellings: Sequence[tuple[str, str, int]]) -> str | None:
    """The alias most often tied as a full name, else the one most often used; the first in code points of equals."""
    if len(spellings) == 1:
        return spellings[0][0]
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


def _apply(connection: Connection, table: Table, keys: tuple[str, ...], delta: Delta, added: Collection[int]) -> None:
    """Add the changes, and drop the rows that come to nothing. Entities just `added` have no rows yet."""
    columns = (*keys, "mentions")
    insert_rows(connection, table, columns, sorted((*key, by) for key, by in delta.items() if by and key[0] in added))
    known = [(*key, by) for key, by in delta.items() if by and key[0] not in added]
    add_counts(connection, table, columns, keys, known)
    fewer = sorted((*key, 0) for key, by in delta.items() if by < 0)
    delete_rows(connection, table, (*keys, "mentions"), fewer)
