"""What new articles add to the summaries, reckoned from their rows: the same as `db.loading.summaries` asks in SQL.

Rows that are in hand need not be read back: this costs a quarter of what the statements over a batch's mentions did.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from sqlalchemy import Connection, Table

from db.loading.statements import insert_rows
from db.loading.summaries import Total, add_totals
from db.models import Appearance, CountryAppearance
from db.records import MentionRow

APPEARANCES = cast(Table, Appearance.__table__)
COUNTRIES = cast(Table, CountryAppearance.__table__)
COUNTED = ("mentions", "in_title", "first_start")


class Named(NamedTuple):
    """A new article: its key, the day on which it was published, its mentions in their order, and their entities."""

    article: int
    day: str | None
    mentions: Sequence[MentionRow]
    entities: Sequence[int | None]


def sum_new(connection: Connection, articles: Sequence[Named]) -> None:
    """Count new articles in."""
    appearances = sorted(row for each in articles for row in _appearances(each))
    insert_rows(connection, APPEARANCES, ("entity_id", "article_id", *COUNTED), appearances)
    countries = sorted(row for each in articles for row in _countries(each))
    insert_rows(connection, COUNTRIES, ("country_code", "article_id", "by_name", "by_others"), countries)
    days = {each.article: each.day for each in articles}
    add_totals(connection, list(_totals(appearances, days)))


def _appearances(named: Named) -> Iterator[tuple[int, int, int, int, int]]:
    """By entity: mentions, those in the title, and where it is first named (in the title, which comes last)."""
    found: dict[int, list[int]] = {}
    for mention, entity in zip(named.mentions, named.entities, strict=True):
        if entity is None:
            continue
        in_title = mention.field == "title"
        counts = found.setdefault(entity, [0, 0, mention.char_start])
        if in_title and not counts[1]:
            counts[2] = mention.char_start
        counts[0] += 1
        counts[1] += in_title
    return ((entity, named.article, *counts) for entity, counts in found.items())  # type: ignore[misc]


def _countries(named: Named) -> Iterator[tuple[str, int, int, int]]:
    found: dict[str, list[int]] = {}
    for mention in named.mentions:
        if mention.country_code is not None:
            found.setdefault(mention.country_code, [0, 0])[mention.label != "country"] += 1
    return ((code, named.article, by_name, by_others) for code, (by_name, by_others) in found.items())


def _totals(appearances: Iterable[tuple[int, int, int, int, int]], days: dict[int, str | None]) -> Iterator[Total]:
    """Sums by entity of appearances that are sorted by it."""
    current, articles, mentions, told = 0, 0, 0, list[str]()
    for entity, article, count, _, _ in appearances:
        if entity != current and articles:
            yield current, articles, mentions, min(told, default=None), max(told, default=None)
            articles, mentions, told = 0, 0, []
        current, articles, mentions = entity, articles + 1, mentions + count
        if (day := days[article]) is not None:
            told.append(day)
    if articles:
        yield current, articles, mentions, min(told, default=None), max(told, default=None)
