"""What new articles add to the summaries, reckoned from their rows: the same as `db.loading.summaries` asks in SQL.

Rows that are in hand need not be read back: this costs a quarter of what the statements over a batch's mentions did.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, cast

from sqlalchemy import Connection, Table

from db.loading.statements import insert_rows
from db.loading.summaries import TOTAL, Total, add_totals
from db.models import Appearance, CountryAppearance
from db.records import MentionRow

APPEARANCES = cast(Table, Appearance.__table__)
COUNTRIES = cast(Table, CountryAppearance.__table__)
COUNTED = ("mentions", "in_title", "first_start")
TOTAL_COLUMNS = tuple(TOTAL.columns.keys())
FIELD = attrgetter("field")

AppearanceRow = tuple[int, int, int, int, int]
"""Entity, article, and what is counted."""


class Named(NamedTuple):
    """A new article: its key, the day on which it was published, its mentions in their order, and their entities."""

    article: int
    day: str | None
    mentions: Sequence[MentionRow]
    entities: Sequence[int | None]


def sum_new(connection: Connection, articles: Sequence[Named], fresh: Container[int]) -> None:
    """Count new articles in, which are given in the order of their keys. `fresh` are the entities just added."""
    appearances: defaultdict[int, list[AppearanceRow]] = defaultdict(list)
    for each in articles:
        for row in _appearances(each):
            appearances[row[0]].append(row)
    ordered = [appearances[entity] for entity in sorted(appearances)]
    insert_rows(connection, APPEARANCES, ("entity_id", "article_id", *COUNTED), list(chain.from_iterable(ordered)))
    countries = sorted(chain.from_iterable(map(_countries, articles)))
    insert_rows(connection, COUNTRIES, ("country_code", "article_id", "by_name", "by_others"), countries)
    days = {each.article: each.day for each in articles}
    totals = [_total(rows, days) for rows in ordered]
    insert_rows(connection, TOTAL, TOTAL_COLUMNS, [row for row in totals if row[0] in fresh])
    add_totals(connection, [row for row in totals if row[0] not in fresh])


def _appearances(named: Named) -> list[AppearanceRow]:
    """By entity: mentions, those in the title, and where it is first named (in the title, which comes last)."""
    article, placed = named.article, [(e, m.char_start) for e, m in zip(named.entities, named.mentions, strict=True)]
    titled = placed[bisect_left(named.mentions, "title", key=FIELD) :]
    starts = dict(reversed(placed)) | dict(reversed(titled))
    counts, in_title = Counter(named.entities), Counter(entity for entity, _ in titled) if titled else {}
    return [(e, article, n, in_title.get(e, 0), starts[e]) for e, n in counts.items() if e is not None]


def _countries(named: Named) -> Iterator[tuple[str, int, int, int]]:
    found: dict[str, list[int]] = {}
    for mention in named.mentions:
        if mention.country_code is not None:
            found.setdefault(mention.country_code, [0, 0])[mention.label != "country"] += 1
    return ((code, named.article, by_name, by_others) for code, (by_name, by_others) in found.items())


def _total(rows: Sequence[AppearanceRow], days: Mapping[int, str | None]) -> Total:
    """The sums of one entity's appearances."""
    if len(rows) == 1:
        entity, article, mentions, _, _ = rows[0]
        return entity, 1, mentions, days[article], days[article]
    told = [day for row in rows if (day := days[row[1]]) is not None]
    mentions = sum([row[2] for row in rows])
    return rows[0][0], len(rows), mentions, min(told, default=None), max(told, default=None)
