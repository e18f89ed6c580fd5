"""Whether the database at the end is that of a clean run, and whether its history explains what is otherwise."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.soak.asking import asked
from benchmarks.soak.processes import DATELINE
from db.engine import make_engine, transaction
from db.keeping.check import breaches
from db.running.lock import held
from flows.running.conduct import conduct
from flows.settings import Settings
from tests.db.natural_keys import tables


def unsound(database: Path) -> list[str]:
    """Promises that the database breaks, and a lock that somebody still holds."""
    engine = make_engine(database)
    with transaction(engine) as connection:
        broken = [f"{breach.promise}: {breach.rows[:3]}" for breach in breaches(connection)]
        if held(connection):
            broken.append("somebody still holds the run lock")
    engine.dispose()
    return broken


def unexplained(database: Path, news: Path) -> list[str]:
    """Differences to the folder that the history does not explain.

    A document whose file is gone must be noted as vanished, one whose file is there must not be; and an article in its
    nth revision must have the n - 1 that it replaced.
    """
    there = {file.name for file in news.iterdir()}
    documents = asked(
        database, "SELECT f.path, f.vanished_at IS NOT NULL FROM documents d JOIN files f ON f.id = d.file_id"
    )
    wrong = [f"{path} is {'not ' * (not gone)}noted as vanished" for path, gone in documents if gone == (path in there)]
    replaced = asked(
        database,
        "SELECT d.uri, a.revision, (SELECT count(*) FROM article_revisions r WHERE r.article_id = a.id) AS kept "
        "FROM articles a JOIN documents d ON d.id = a.document_id WHERE kept <> a.revision - 1",
    )
    return wrong + [f"{uri} is revision {revision}, with {kept} before it" for uri, revision, kept in replaced]


def differences(place: Path, database: Path) -> list[str]:
    """Tables that differ from those of a clean run over the folder, once what vanished is let go of."""
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
    command = [str(DATELINE), "prune", "--before", tomorrow, "--vanished", "--yes", "-d", str(database)]
    subprocess.run(command, check=True, capture_output=True, cwd=place)
    clean = place / "clean.db"
    conduct([place / "news"], Settings(database_url=str(clean), home=place / "home"), {})
    ours, theirs = _tables(database), _tables(clean)
    return [
        f"{name}: only here {sorted(set(ours[name]) - set(theirs[name]))[:2]}, only there "
        f"{sorted(set(theirs[name]) - set(ours[name]))[:2]}"
        for name in ours
        if ours[name] != theirs[name]
    ]


def _tables(database: Path) -> dict[str, list]:
    engine = make_engine(database)
    with transaction(engine) as connection:
        found = tables(connection)
    engine.dispose()
    found["rejects"] = sorted(_without_attempts(row) for row in found["rejects"])
    return found


def _without_attempts(row: str) -> str:
    parts = row.rsplit(", ", 2)
    return f"{parts[0]}, {parts[2]}"
