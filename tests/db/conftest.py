"""Databases for the tests: a SQLite file and a PostgreSQL database, each migrated once and emptied for each test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from natural_keys import empty
from sqlalchemy import Engine, create_engine

from db.engine import make_engine
from db.migrate import migrate


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


@pytest.fixture(autouse=True)
def engines_are_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever engine a test makes is closed at its end."""
    made: list[Engine] = []

    def create(*arguments: Any, **options: Any) -> Engine:
        made.append(create_engine(*arguments, **options))
        return made[-1]

    monkeypatch.setattr("db.engine.create_engine", create)
    yield
    for engine in made:
        engine.dispose()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a SQLite file may be made."""
    return tmp_path / "news.db"


def migrated(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    migrate(engine)
    yield engine
    engine.dispose()
