"""How articles stood after one run and after a later one, from the mentions and texts that were kept when they changed.

What stood after a run is what the first change since then replaced; where none came since, it stands still.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Select, Table, func, select

from db.loading.statements import look_up
from db.loading.stored import ARTICLES, DOCUMENTS, IDENTITY, MENTIONS
from db.models import ArticleRevision, Entity, IngestRun, MentionRevision
from db.records import KeptMention

KEPT = cast(Table, MentionRevision.__table__)
REVISIONS = cast(Table, ArticleRevision.__table__)
AT_ONCE = 200
"""Articles that are looked up together."""


class State(NamedTuple):
    """Title, body and mentions of an article as they stood."""

    title: str | None
    body: str
    mentions: tuple[KeptMention, ...]


class Changed(NamedTuple):
    """An article that changed: its document's uri, and how it stood; None where the text of then is no longer kept."""

    uri: str
    before: State | None
    after: State | None


def changed_articles(connection: Connection, first: int, second: int) -> list[int]:
    """Ids of the articles that were there after the first run and changed by the end of the second, by uri."""
    ended = select(func.coalesce(IngestRun.finished_at, IngestRun.started_at)).where(IngestRun.id == first)
    changed = select(KEPT.c.article_id).where(KEPT.c.run_id > first, KEPT.c.run_id <= second)
    statement = select(ARTICLES.c.id).join(DOCUMENTS, DOCUMENTS.c.id == ARTICLES.c.document_id)
    there = statement.where(ARTICLES.c.id.in_(changed), DOCUMENTS.c.first_seen_at <= ended.scalar_subquery())
    return list(connection.execute(there.order_by(DOCUMENTS.c.uri, ARTICLES.c.id)).scalars())


def unkept(connection: Connection, first: datetime, second: datetime) -> int:
    """Revisions that were replaced between two moments before mentions were kept: nothing is known of theirs."""
    same = (KEPT.c.article_id == REVISIONS.c.article_id) & (KEPT.c.revision == REVISIONS.c.revision)
    between = REVISIONS.c.replaced_at.between(first, second)
    none = ~select(KEPT.c.id).where(same).exists()
    return connection.execute(select(func.count()).select_from(REVISIONS).where(between, none)).scalar_one()


def states(connection: Connection, articles: Sequence[int], first: int, second: int) -> Iterator[Changed]:
    """How these articles stood after either run, in the order given."""
    for start in range(0, len(articles), AT_ONCE):
        yield from _states(connection, articles[start : start + AT_ONCE], first, second)


def _states(connection: Connection, articles: Collection[int], first: int, second: int) -> Iterator[Changed]:
    columns = (ARTICLES.c.id, DOCUMENTS.c.uri, ARTICLES.c.title, ARTICLES.c.body, ARTICLES.c.revision)
    joined = select(*columns).join(DOCUMENTS, DOCUMENTS.c.id == ARTICLES.c.document_id)
    now = {row.id: row for row in look_up(connection, joined, ARTICLES.c.id, articles)}
    texts = _texts(connection, articles)
    before, after = (_replaced_after(connection, articles, run) for run in (first, second))
    standing = _standing(connection, [each for each in articles if each not in after])
    for article in articles:
        row = now[article]
        known = texts | {(article, row.revision): (row.title, row.body)}
        last = after.get(article, (row.revision, standing.get(article, ())))
        yield Changed(row.uri, _state(article, before[article], known), _state(article, last, known))


Kept = tuple[int, tuple[KeptMention, ...]]
"""The revision in which mentions stood, and these."""


def _state(article: int, kept: Kept, texts: dict[tuple[int, int], tuple[str | None, str]]) -> State | None:
    found = texts.get((article, kept[0]))
    return State(*found, kept[1]) if found else None


def _texts(connection: Connection, articles: Collection[int]) -> dict[tuple[int, int], tuple[str | None, str]]:
    columns = (REVISIONS.c.article_id, REVISIONS.c.revision, REVISIONS.c.title, REVISIONS.c.body)
    found = look_up(connection, select(*columns), REVISIONS.c.article_id, articles)
    return {(article, revision): (title, body) for article, revision, title, body in found}


def _replaced_after(connection: Connection, articles: Collection[int], run: int) -> dict[int, Kept]:
    """What the first change after a run replaced, by article."""
    columns = (KEPT.c.id, KEPT.c.article_id, KEPT.c.revision, KEPT.c.mentions)
    since: Select[Any] = select(*columns).where(KEPT.c.run_id > run)
    found = sorted(look_up(connection, since, KEPT.c.article_id, articles), key=lambda row: -int(row.id))
    return {row.article_id: (row.revision, tuple(KeptMention._make(each) for each in row.mentions)) for row in found}


def _standing(connection: Connection, articles: Collection[int]) -> dict[int, tuple[KeptMention, ...]]:
    columns = (MENTIONS.c.article_id, *(MENTIONS.c[name] for name in KeptMention._fields[:-1]), IDENTITY)
    joined = select(*columns).outerjoin_from(MENTIONS, Entity, Entity.id == MENTIONS.c.entity_id)
    ordered = joined.order_by(*(MENTIONS.c[name] for name in ("article_id", "field", "char_start", "char_end")))
    found: dict[int, tuple[KeptMention, ...]] = {}
    for article, *rest in look_up(connection, ordered, MENTIONS.c.article_id, articles):
        found[article] = (*found.get(article, ()), KeptMention._make(rest))
    return found
