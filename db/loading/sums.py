"""What new articles add to the summaries, reckoned from their rows: the same as `db.loading.summaries` asks in SQL.

Rows that are in hand need not be read back: this costs a tenth of what the statements over a batch's mentions did.
"""

from collections import Counter, deque
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import accumulate, chain, compress, repeat
from operator import itemgetter
from typing import cast

from sqlalchemy import Connection, Table

from db.loading.mentioned import Mentions
from db.loading.statements import insert_rows
from db.loading.summaries import TOTAL, Total, add_totals
from db.models import Appearance, CountryAppearance

APPEARANCES = cast(Table, Appearance.__table__)
COUNTRIES = cast(Table, CountryAppearance.__table__)
APPEARANCE_COLUMNS, COUNTRY_COLUMNS, TOTAL_COLUMNS = (
    tuple(table.columns.keys()) for table in (APPEARANCES, COUNTRIES, TOTAL)
)

ENTITY, ARTICLE = itemgetter(0), itemgetter(1)

Pair = tuple[int, int]
"""Entity and article."""

AppearanceRow = tuple[int, int, int, int, int]
"""Entity, article, and what is counted."""


def sum_new(
    connection: Connection, articles: Mapping[int, str | None], mentions: Mentions, fresh: Container[int]
) -> None:
    """Count new articles in: their days of publication by id, in the order of the ids, and their mentions.

    `fresh` are the entities just added.
    """
    each = mentions.spread(articles)
    appearances = _appearances(each, mentions)
    insert_rows(connection, APPEARANCES, APPEARANCE_COLUMNS, sorted(appearances, key=ENTITY))
    insert_rows(connection, COUNTRIES, COUNTRY_COLUMNS, _countries(each, mentions))
    totals = _totals(appearances, mentions, articles)
    insert_rows(connection, TOTAL, TOTAL_COLUMNS, [row for row in totals if row[0] in fresh])
    add_totals(connection, [row for row in totals if row[0] not in fresh])


def _appearances(articles: Sequence[int], mentions: Mentions) -> list[AppearanceRow]:
    """By article and entity: mentions, those in the title, and where it is first named (in the title, if there).

    Of each article's mentions in their order, those in the title come last.
    """
    linked = [entity is not None for entity in mentions.entities]
    pairs = cast(list[Pair], list(compress(zip(mentions.entities, articles, strict=True), linked)))
    starts = list(compress(mentions.columns["char_start"], linked))
    titled = [field == "title" for field in compress(mentions.columns["field"], linked)]
    counts, titles = Counter(pairs), Counter(compress(pairs, titled))
    first = _first(pairs, starts) | _first(compress(pairs, titled), compress(starts, titled))
    in_title = map(dict.get, repeat(titles), counts, repeat(0))
    pair = map(ENTITY, counts), map(ARTICLE, counts)
    return list(zip(*pair, counts.values(), in_title, first.values(), strict=True))


def _first(pairs: Iterable[Pair], starts: Iterable[int]) -> dict[Pair, int]:
    """The first start of each, in the order of `pairs`."""
    found: dict[Pair, int] = {}
    deque(map(found.setdefault, pairs, starts), maxlen=0)
    return found


def _countries(articles: Sequence[int], mentions: Mentions) -> list[tuple[str, int, int, int]]:
    codes = mentions.columns["country_code"]
    pairs = list(compress(zip(codes, articles, strict=True), codes))
    by_name = Counter(compress(pairs, map("country".__eq__, compress(mentions.columns["label"], codes))))
    return [(*pair, by_name[pair], n - by_name[pair]) for pair, n in sorted(Counter(pairs).items())]


def _totals(appearances: Sequence[AppearanceRow], mentions: Mentions, days: Mapping[int, str | None]) -> list[Total]:
    """The sums of each entity's appearances, in the order of the entities."""
    articles, named = Counter(map(ENTITY, appearances)), Counter(mentions.entities)
    entities, dated = _by_day(mentions, days)
    first, last = dict(zip(reversed(entities), reversed(dated), strict=True)), dict(zip(entities, dated, strict=True))
    each = sorted(articles)
    counts = map(articles.__getitem__, each), map(named.__getitem__, each)
    return list(zip(each, *counts, map(first.get, each), map(last.get, each), strict=True))


def _by_day(mentions: Mentions, days: Mapping[int, str | None]) -> tuple[list[int | None], list[str]]:
    """The entities of all mentions and the days of their articles, the earliest first, as far as these are known."""
    ends = accumulate(mentions.counts)
    parts = sorted((day, end - n, end) for day, n, end in zip(days.values(), mentions.counts, ends, strict=True) if day)
    entities = chain.from_iterable(mentions.entities[start:end] for _, start, end in parts)
    return list(entities), list(chain.from_iterable(repeat(day, end - start) for day, start, end in parts))
