"""Databases for the tests: a SQLite file and a PostgreSQL database, each migrated once and emptied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, text

from db.engine import make_engine, transaction
from db.migrate import migrate
from db.models import Base

KEPT = {"data_dictionary"}


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A migrated SQLite file."""
    yield from migrated(str(tmp_path_factory.mktemp("sqlite") / "test.db"))


@pytest.fixture(scope="session")
def postgresql_engine(postgresql: str) -> Iterator[Engine]:
    """A migrated PostgreSQL database."""
    yield from migrated(postgresql)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty database of either kind."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    empty(engine)
    return engine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a SQLite file may be made."""
    return tmp_path / "news.db"


def migrated(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    migrate(engine)
    yield engine
    engine.dispose()


def empty(engine: Engine) -> None:
    """No rows but the dictionary's."""
    tables = [table for table in reversed(Base.metadata.sorted_tables) if table.name not in KEPT]
    with transaction(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"TRUNCATE {', '.join(table.name for table in tables)} RESTART IDENTITY"))
        else:
            for table in tables:
                connection.execute(delete(table))
