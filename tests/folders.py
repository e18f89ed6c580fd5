"""Folders of article files for the tests, and one call that ingests them."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import text

from db.engine import make_engine, transaction
from flows.running.conduct import conduct
from flows.running.record import Report
from flows.settings import Settings
from tests.db.natural_keys import tables

NOTICE = "The comments posted here are not from Example Wire. Kindly refrain from using obscene words."


def story(number: int, place: str = "Moscow") -> str:
    """An invented article about invented people."""
    return (
        f"Talks number {number} open in {place}\n\n"
        f"Foreign Minister Anna Petrova of Russia met her counterpart, Raj Mehta of India, in {place} on the "
        f"{number}th day of the talks, officials of both sides said after the meeting.\n\n"
        f"Petrova said that the two countries would continue to work with the United Nations.\n\n{NOTICE}\n"
    )


def write_stories(folder: Path, number: int) -> Path:
    """Text files, and a container of as many records."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(number):
        (folder / f"{index:03d}.txt").write_text(story(index))
    records = [json.dumps({"title": f"Wire {n}", "text": story(n, "Paris")}) for n in range(number)]
    (folder / "wire.jsonl").write_text("\n".join(records) + "\n")
    return folder


def ingest(folder: Path, database: Path | str, **settings: Any) -> Report:
    """One run without Prefect."""
    return conduct([folder], Settings(database_url=str(database), **settings), {})


def rows(database: Path | str, query: str) -> list[tuple[Any, ...]]:
    """What a query gives."""
    engine = make_engine(str(database))
    with transaction(engine) as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def dump(database: Path | str, *, history: bool = False) -> dict[str, list[Any]]:
    """Every table by natural keys."""
    engine = make_engine(str(database))
    with transaction(engine) as connection:
        found = tables(connection, history=history)
    engine.dispose()
    return found
