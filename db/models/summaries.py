"""What the mentions of an article come to: kept beside them, so that a question about one entity or country is quick.

Each row is a function of the article's mentions (see db.loading.summaries); totals are sums over articles.
"""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.models.base import Base, column, reference


class Appearance(Base):
    """An entity in an article: how often it is named there. The view article_entities shows it with names."""

    __tablename__ = "appearances"
    __table_args__ = (Index("ix_appearances_article_id", "article_id"), {"sqlite_with_rowid": False})

    entity_id: Mapped[int] = reference("The entity.", "entities", index=False, primary_key=True)
    article_id: Mapped[int] = reference("The article.", "articles", index=False, primary_key=True)
    mentions: Mapped[int] = column("Times it is named.", unit="mentions", example="6")
    in_title: Mapped[int] = column("Times it is named in the title.", unit="mentions", example="1")
    first_start: Mapped[int] = column(
        "Where it is first named: in the title if it stands there, else in the body.", unit="code points", example="30"
    )


class CountryAppearance(Base):
    """A country in an article: by name, or through people, places and adjectives that point to it."""

    __tablename__ = "country_appearances"
    __table_args__ = (Index("ix_country_appearances_article_id", "article_id"), {"sqlite_with_rowid": False})

    country_code: Mapped[str] = column("The country.", primary_key=True, unit="ISO 3166-1 alpha-2", example="CN")
    article_id: Mapped[int] = reference("The article.", "articles", index=False, primary_key=True)
    by_name: Mapped[int] = column("Mentions of the country itself.", unit="mentions", example="8")
    by_others: Mapped[int] = column("Mentions of people, places and groups of it.", unit="mentions", example="9")


class EntityTotal(Base):
    """An entity over all articles, summed from appearances."""

    __tablename__ = "entity_totals"

    entity_id: Mapped[int] = reference("The entity.", "entities", index=False, primary_key=True)
    articles: Mapped[int] = column("Articles that name it.", unit="articles", example="41")
    mentions: Mapped[int] = column("Times it is named in them.", unit="mentions", example="96")
    first_published_on: Mapped[str | None] = column(
        "Day of the earliest of these articles, as far as they tell.", unit="ISO 8601 date", example="2023-05-05"
    )
    last_published_on: Mapped[str | None] = column(
        "Day of the latest of these articles, as far as they tell.", unit="ISO 8601 date", example="2023-06-01"
    )
