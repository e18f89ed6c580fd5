"""What every table shares: the base class, the types, and columns that carry their own documentation.

A column's meaning, unit and example are given where it is declared; `data_dictionary` is filled from them, and a
table's meaning is the first paragraph of its class's docstring.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Double, ForeignKey, Integer, MetaData, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

from db.instants import instant_text

KEY = BigInteger().with_variant(Integer(), "sqlite")
"""Type of surrogate keys: 64 bits on both (SQLite's INTEGER PRIMARY KEY is its own row number)."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: ISO 8601 text on SQLite, `timestamp with time zone` on PostgreSQL, an aware datetime here."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The database's own type."""
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """To the database."""
        return value if value is None or dialect.name == "postgresql" else instant_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database, always in UTC."""
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC) if moment is not None else None


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: Text(), datetime: Instant(), float: Double()}  # noqa: RUF012 (SQLAlchemy's own name)


def column(
    meaning: str, *args: Any, unit: str | None = None, example: str | None = None, **options: Any
) -> MappedColumn[Any]:
    """A column with its meaning, unit and example, as `data_dictionary` shows them."""
    return mapped_column(*args, doc=meaning, info={"unit": unit, "example": example}, **options)


def surrogate() -> MappedColumn[Any]:
    """The key `id`: a number without meaning, for joins only."""
    return column("Surrogate key, for joins only; it may differ between two databases of the same files.", KEY,
                  primary_key=True, example="1")  # fmt: skip


def reference(
    meaning: str, target: str, *, index: bool = True, on_delete: str = "CASCADE", primary_key: bool = False
) -> MappedColumn[Any]:
    """A foreign key to `target`'s id. `index=False` where the natural key already begins with it."""
    foreign = ForeignKey(f"{target}.id", ondelete=on_delete)
    return column(meaning, KEY, foreign, index=index, example="1", primary_key=primary_key, autoincrement=False)
