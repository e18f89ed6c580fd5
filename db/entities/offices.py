"""Countries whose offices persons are given: what tells two persons of one name apart."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import compress
from operator import itemgetter
from typing import cast

from sqlalchemy import Connection, Table, select, text

from db.entities.judging import base
from db.entities.names import Delta
from db.loading.statements import add_counts, delete_rows, look_up_plain
from db.models import EntityOffice

OFFICES = cast(Table, EntityOffice.__table__)
KEYS = ("key", "country_code")

NAMED_BESIDE = """
    SELECT {identity} FROM {pairs} WHERE EXISTS (
        SELECT 1 FROM mentions AS holder JOIN country_appearances AS beside ON beside.article_id = holder.article_id
        WHERE holder.resolved_key = {identity} AND beside.country_code = {country})"""
"""Of pairs (identity, country) those in which an article that gives somebody an office also names that country."""

PAIRS = {
    "sqlite": {
        "pairs": "json_each(:pairs)",
        "identity": "json_extract(value, '$[0]')",
        "country": "json_extract(value, '$[1]')",
    },
    "postgresql": {
        "pairs": "json_array_elements(CAST(:pairs AS json)) AS listed(value)",
        "identity": "(value ->> 0)",
        "country": "(value ->> 1)",
    },
}


def count_offices(identities: Sequence[str | None], articles: Iterable[int], by: int, offices: Delta) -> None:
    """Add `by` once for each identity with an office in an article; mentions are given by their columns."""
    held = {each for each in set(identities) if each is not None and "@" in each}
    pairs = set(compress(zip(identities, articles, strict=True), map(held.__contains__, identities)))
    for identity, n in Counter(map(itemgetter(0), pairs)).items():
        offices[(*identity.split("@", 1),)] += by * n


def settle_offices(connection: Connection, offices: Delta) -> None:
    """Apply the changed counts."""
    add_counts(connection, OFFICES, (*KEYS, "articles"), KEYS, [(*key, by) for key, by in offices.items() if by])
    delete_rows(connection, OFFICES, (*KEYS, "articles"), sorted((*key, 0) for key, by in offices.items() if by < 0))


def offices_of(connection: Connection, keys: Collection[str]) -> dict[str, dict[str, int]]:
    """Articles by country, by key."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    statement = select(OFFICES.c.key, OFFICES.c.country_code, OFFICES.c.articles)
    for key, country, articles in look_up_plain(connection, statement, OFFICES.c.key, keys):
        found[key][country] = articles
    return dict(found)


def held_by(offices: Mapping[str, Collection[str]]) -> set[str]:
    """The identities of those who have offices of these countries, by key."""
    return {f"{key}@{code}" for key, codes in offices.items() for code in codes}


def homonyms(connection: Connection, offices: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Identities that are somebody else than most of their key, and why.

    An office of another country than that of most articles does it, unless an article that gives it names that country
    too: then both may be said of one person ("the British minister, once France's commissioner").
    """
    asked: dict[str, str] = {}
    for key, articles in sorted(offices.items()):
        main = min(articles, key=lambda code: (-articles[code], code))
        asked |= {f"{key}@{code}": main for code in sorted(articles.keys() - {main})}
    beside = _named_beside(connection, asked)
    return {
        identity: f"office of {identity.partition('@')[2]}, never beside {main}; "
        f"most offices of {base(identity)} are of {main}"
        for identity, main in asked.items()
        if identity not in beside
    }


def _named_beside(connection: Connection, asked: Mapping[str, str]) -> set[str]:
    if not asked:
        return set()
    statement = text(NAMED_BESIDE.format(**PAIRS[connection.dialect.name]))
    return set(connection.execute(statement, {"pairs": json.dumps(sorted(asked.items()))}).scalars())
