"""Typed read access for programs: a session, the models, and the two questions that most programs begin with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, Select, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from db import models
from db.engine import make_engine, told, transaction
from db.migrate import require_current
from db.models import Article, Entity, EntityAlias, Mention, Source
from db.queries import run_query

PAGE = 500
"""Rows fetched at a time, so that memory stays flat however many there are."""


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with its article and its entity."""

    mention: Mention
    article: Article
    entity: Entity

    @property
    def sentence(self) -> str:
        """The sentence in which the name stands."""
        text = (self.article.title or "") if self.mention.field == "title" else self.article.body
        return text[self.mention.sentence_start : self.mention.sentence_end]


class Database:
    """A dateline database, open for reading; nothing can be written through it.

    `session` is SQLAlchemy's, `engine` is for pandas and its like, `models` holds the tables' classes.
    """

    models = models

    def __init__(self, address: str | Path) -> None:
        """Open it. Raises MissingDatabase, OldSchema, NewerSchema and what opening raises."""
        self.address = str(address)
        self.engine: Engine = make_engine(address, read_only=True)
        try:
            with transaction(self.engine) as connection:
                require_current(connection)
        except BaseException:
            self.engine.dispose()
            raise
        self.session = Session(self.engine)

    def articles_between(
        self, first: date | str | None = None, last: date | str | None = None, *, source: str | None = None
    ) -> Iterator[Article]:
        """Articles published from the day `first` to the day `last`, both inclusive, in order of time.

        Days are UTC; an article that does not say when it was published is in no range. `source` is a slug or name.
        """
        wanted = select(Article).where(Article.published_at.is_not(None))
        if first is not None:
            wanted = wanted.where(Article.published_at >= _midnight(first))
        if last is not None:
            wanted = wanted.where(Article.published_at < _midnight(last) + timedelta(days=1))
        if source is not None:
            publishers = select(Source.id).where(or_(Source.slug == source, Source.name == source))
            wanted = wanted.where(Article.source_id.in_(publishers))
        for (article,) in self._stream(wanted.order_by(Article.published_at, Article.id)):
            yield article

    def mentions_of(self, name: str) -> Iterator[Named]:
        """Every mention of the entities that have this name, spelling or key, article by article in their order."""
        meant = (
            select(Entity.id)
            .where(or_(Entity.name == name, Entity.key == name))
            .union(select(EntityAlias.entity_id).where(EntityAlias.alias == name))
        )
        wanted = (
            select(Mention, Article, Entity)
            .join(Article, Article.id == Mention.article_id)
            .join(Entity, Entity.id == Mention.entity_id)
            .where(Mention.entity_id.in_(meant))
            .order_by(Mention.article_id, Mention.field.desc(), Mention.char_start)
        )
        for mention, article, entity in self._stream(wanted):
            yield Named(mention, article, entity)

    def ask(self, question: str, **parameters: str | float) -> list[dict[str, Any]]:
        """The answer to a ready question or a SELECT, a mapping a row. Raises QueryError and its kin."""
        with run_query(self.address, question, parameters) as answer:
            return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

    def close(self) -> None:
        """Let go of the database."""
        self.session.close()
        self.engine.dispose()

    def __enter__(self) -> Self:
        """Open already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the database."""
        self.close()

    def _stream(self, wanted: Select[Any]) -> Iterator[tuple[Any, ...]]:
        try:
            for row in self.session.execute(wanted.execution_options(yield_per=PAGE)):
                yield tuple(row)
        except DBAPIError as error:
            raise told(error, self.engine) from error


def _midnight(day: date | str) -> datetime:
    """Raises ValueError for text that is no ISO 8601 date."""
    whole = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime(whole.year, whole.month, whole.day, tzinfo=UTC)
