"""Which collection a folder is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from db.engine import transaction
from db.running.folders import collection_for


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with transaction(engine) as connection:
        yield connection


def found(connection: Connection, folder: str, *, there: bool = True) -> tuple[str, str, str]:
    row, prefix = collection_for(connection, Path(folder), lambda path: there)
    return row.name, row.location, prefix


def test_a_folder_is_the_same_collection_again(connection: Connection) -> None:
    assert found(connection, "/data/news") == ("news", "/data/news", "")
    assert found(connection, "/data/news") == ("news", "/data/news", "")
    assert found(connection, "/data/news", there=False) == ("news", "/data/news", "")


def test_a_folder_inside_is_a_part(connection: Connection) -> None:
    found(connection, "/data/news")
    assert found(connection, "/data/news/2023/05") == ("news", "/data/news", "2023/05/")
    assert found(connection, "/data/newsletter") == ("newsletter", "/data/newsletter", "")


def test_the_innermost_collection_is_meant(connection: Connection) -> None:
    found(connection, "/data/news/2023")
    found(connection, "/data/news")
    assert found(connection, "/data/news/2023/05") == ("2023", "/data/news/2023", "05/")


def test_a_moved_folder_is_followed(connection: Connection) -> None:
    found(connection, "/data/news")
    assert found(connection, "/archive/news", there=False) == ("news", "/archive/news", "")
    assert found(connection, "/archive/news/2023") == ("news", "/archive/news", "2023/")


def test_another_folder_of_that_name_is_another_collection(connection: Connection) -> None:
    found(connection, "/data/news")
    assert found(connection, "/archive/news") == ("news-2", "/archive/news", "")
    assert found(connection, "/other/news") == ("news-3", "/other/news", "")
    assert found(connection, "/archive/news") == ("news-2", "/archive/news", "")


def test_a_folder_whose_name_is_no_text(connection: Connection) -> None:
    assert found(connection, "/data/n\udcffws") == (r"n\udcffws", r"/data/n\udcffws", "")
    assert found(connection, "/") == ("root", "/", "")
