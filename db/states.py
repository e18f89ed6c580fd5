"""How articles stood after one run and after a later one, from the mentions and texts that were kept when they changed.

What stood after a run is what stands now with each change since then undone, the latest first.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Row, Select, Table, func, select

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
    texts, changes = _texts(connection, articles), _changes(connection, articles, first)
    standing = _standing(connection, articles)
    for article in articles:
        row = now[article]
        known = texts | {(article, row.revision): (row.title, row.body)}
        last = _undone(
            Kept(row.revision, standing.get(article, {})), [c for c in changes[article] if c.run_id > second]
        )
        earlier = _undone(last, [change for change in changes[article] if change.run_id <= second])
        yield Changed(row.uri, _state(article, earlier, known), _state(article, last, known))


Places = dict[tuple[str, int, int], KeptMention]


class Kept(NamedTuple):
    """The revision of an article, and its mentions by their places."""

    revision: int
    mentions: Places


def _undone(kept: Kept, changes: Sequence[Row[Any]]) -> Kept:
    """As it was before these changes, which come with the latest first."""
    mentions, revision = dict(kept.mentions), kept.revision
    for change in changes:
        for place in change.mentions["gained"]:
            mentions.pop(tuple(place), None)
        mentions |= _by_place(map(KeptMention._make, change.mentions["lost"]))
        revision = change.revision
    return Kept(revision, mentions)


def _by_place(mentions: Iterable[KeptMention]) -> Places:
    return {each[:3]: each for each in mentions}


def _state(article: int, kept: Kept, texts: dict[tuple[int, int], tuple[str | None, str]]) -> State | None:
    found = texts.get((article, kept.revision))
    return State(*found, tuple(kept.mentions[place] for place in sorted(kept.mentions))) if found else None


def _texts(connection: Connection, articles: Collection[int]) -> dict[tuple[int, int], tuple[str | None, str]]:
    columns = (REVISIONS.c.article_id, REVISIONS.c.revision, REVISIONS.c.title, REVISIONS.c.body)
    found = look_up(connection, select(*columns), REVISIONS.c.article_id, articles)
    return {(article, revision): (title, body) for article, revision, title, body in found}


def _changes(connection: Connection, articles: Collection[int], run: int) -> dict[int, list[Row[Any]]]:
    """What changed after a run, by article; the latest first."""
    columns = (KEPT.c.id, KEPT.c.article_id, KEPT.c.run_id, KEPT.c.revision, KEPT.c.mentions)
    since: Select[Any] = select(*columns).where(KEPT.c.run_id > run)
    found: dict[int, list[Row[Any]]] = {}
    for row in sorted(look_up(connection, since, KEPT.c.article_id, articles), key=lambda row: -int(row.id)):
        found.setdefault(row.article_id, []).append(row)
    return found


def _standing(connection: Connection, articles: Collection[int]) -> dict[int, Places]:
    columns = (MENTIONS.c.article_id, *(MENTIONS.c[name] for name in KeptMention._fields[:-1]), IDENTITY)
    joined = select(*columns).outerjoin_from(MENTIONS, Entity, Entity.id == MENTIONS.c.entity_id)
    found: dict[int, Places] = {}
    for article, *rest in look_up(connection, joined, MENTIONS.c.article_id, articles):
        found.setdefault(article, {}).update(_by_place([KeptMention._make(rest)]))
    return found
