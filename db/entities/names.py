"""The counts from which entities get their names: a function of the documents, never of their order."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import compress
from operator import itemgetter, not_
from typing import Any, cast

from sqlalchemy import Connection, Table, select

from db.loading.statements import add_counts, delete_rows, insert_rows, look_up_plain, update_rows
from db.models import Entity, EntityAlias, EntityCountry
from db.records import EntityRow

ENTITIES = cast(Table, Entity.__table__)
ALIASES = cast(Table, EntityAlias.__table__)
COUNTRIES = cast(Table, EntityCountry.__table__)

FULL_NAME = "full name"
"""How an alias is tied that may become the entity's name."""

ALIAS_LENGTH = 200
"""Code points of an alias that are kept: PostgreSQL indexes no text of some thousands of bytes."""

ALIAS_KEYS, COUNTRY_KEYS = ("entity_id", "alias", "tied"), ("entity_id", "country_code")
ENTITY, VALUE = itemgetter(0), itemgetter(1)

Delta = Counter[tuple[Any, ...]]
"""How many mentions more, or fewer, a natural key has; it begins with the entity."""


def count_mentions(
    entities: Sequence[int | None], columns: Mapping[str, Sequence[Any]], by: int, aliases: Delta, countries: Delta
) -> None:
    """Add `by` (1 or -1) for each mention to the alias, and to the country, of its entity; null where it has none.

    Mentions are given by their columns.
    """
    texts, codes = columns["text"], columns["country_code"]
    if max(map(len, texts), default=0) > ALIAS_LENGTH:
        texts = [text[:ALIAS_LENGTH] for text in texts]
    spelt = Counter(zip(entities, texts, columns["tied"], strict=True))
    located = Counter(compress(zip(entities, codes, strict=True), codes))
    for counts, found in ((aliases, spelt), (countries, located)):
        linked = {key: n for key, n in found.items() if key[0] is not None} if None in entities else found
        counts.update(linked) if by > 0 else counts.subtract(linked)


def split_counts(counts: Delta, fresh: Collection[int]) -> tuple[Delta, Delta]:
    """The counts of the `fresh` entities, and those of the others."""
    theirs = list(map(fresh.__contains__, map(ENTITY, counts)))
    return Counter(dict(compress(counts.items(), theirs))), Counter(dict(compress(counts.items(), map(not_, theirs))))


def chosen(counts: Delta, best: Callable[[Sequence[Any]], str | None]) -> dict[int, str | None]:
    """For each entity its value: the only one that is counted, or the `best` of several, given with their counts."""
    found: dict[int, str | None] = dict(zip(map(ENTITY, counts), map(VALUE, counts), strict=True))
    if len(found) < len(counts):
        several = {each for each, n in Counter(map(ENTITY, counts)).items() if n > 1}
        groups: defaultdict[int, list[Any]] = defaultdict(list)
        for key, by in counts.items():
            if key[0] in several:
                groups[key[0]].append((*key[1:], by))
        found.update((each, best(group)) for each, group in groups.items())
    return found


def insert_counts(connection: Connection, aliases: Delta, countries: Delta) -> None:
    """Write the first counts of new entities."""
    for table, keys, counts in ((ALIASES, ALIAS_KEYS, aliases), (COUNTRIES, COUNTRY_KEYS, countries)):
        insert_rows(connection, table, (*keys, "mentions"), sorted([(*key, by) for key, by in counts.items()]))


def settle_entities(
    connection: Connection,
    aliases: Delta,
    countries: Delta,
    stored: Mapping[int, EntityRow],
    names: Mapping[str, str],
    anew: Collection[int] = (),
) -> None:
    """Apply the changed counts, name anew the entities whose name they may change, remove those without a mention.

    `names` are those that judgements gave, by key; entities `anew` are named whatever was counted.
    """
    _apply(connection, ALIASES, ALIAS_KEYS, aliases)
    _apply(connection, COUNTRIES, COUNTRY_KEYS, countries)
    doubtful = _doubtful(aliases, countries, stored) | set(anew)
    spelt = _grouped(connection, ALIASES, ("alias", "tied", "mentions"), doubtful)
    located = _grouped(connection, COUNTRIES, ("country_code", "mentions"), doubtful)
    gone = [(identity,) for identity in sorted(doubtful) if not spelt[identity]]
    delete_rows(connection, ENTITIES, ("id",), gone)
    loose = [(each, stored[each]) for each in sorted(doubtful) if spelt[each] and not stored[each].fixed]
    right = ((each, row, names.get(row.key) or best_name(spelt[each]), most(located[each])) for each, row in loose)
    changed = [(name, code, each) for each, row, name, code in right if (name, code) != (row.name, row.country_code)]
    update_rows(connection, ENTITIES, ("name", "country_code"), ("id",), changed)


def _doubtful(aliases: Delta, countries: Delta, stored: Mapping[int, EntityRow]) -> set[int]:
    """Entities that lose a mention, or gain one for another name or country than they have.

    More of the full name that it has, or more of any surname beside it, cannot change a name; nor can anything where
    name and country are fixed.
    """
    fewer, otherwise, beside, as_named = set[int](), set[int](), set[int](), set[int]()
    for (each, alias, tied), by in aliases.items():
        if by:
            if by < 0:
                fewer.add(each)
            if tied != FULL_NAME:
                beside.add(each)
            else:
                (as_named if alias == stored[each].name else otherwise).add(each)
    for (each, code), by in countries.items():
        if by:
            if by < 0:
                fewer.add(each)
            if code != stored[each].country_code:
                otherwise.add(each)
    return fewer | {each for each in otherwise | (beside - as_named) if not stored[each].fixed}


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
    sums: dict[str, int] = {}
    for value, count in counted:
        sums[value] = sums.get(value, 0) + count
    top = max(sums.values())
    return min([value for value, count in sums.items() if count == top])


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
    columns, rows = (*keys, "mentions"), [(*key, by) for key, by in delta.items() if by]
    add_counts(connection, table, columns, keys, rows)
    delete_rows(connection, table, columns, sorted([(*row[:-1], 0) for row in rows if row[-1] < 0]))
