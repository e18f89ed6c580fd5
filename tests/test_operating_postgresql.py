"""The commands that keep and explain a database, on PostgreSQL."""

import json

import pytest
from sqlalchemy import text

from db.engine import make_engine, transaction
from db.keeping.check import breaches
from db.migrate import migrate
from flows.commands.check import run_check
from flows.commands.compare import compare_runs, run_compare
from flows.commands.prune import run_prune, run_vacuum
from flows.commands.rejects import ignore_reject, list_rejects, retry_rejects
from flows.commands.status import run_status
from flows.commands.why import run_why
from flows.settings import Settings
from tests.db.natural_keys import empty
from tests.folders import dump, ingest, rows, story, write_stories

pytestmark = pytest.mark.postgresql


@pytest.fixture
def kept(postgresql, tmp_path):
    """A folder with one bad file, and the settings of its database."""
    folder = write_stories(tmp_path / "news", 3)
    (folder / "empty.txt").write_bytes(b"")
    engine = make_engine(postgresql)
    migrate(engine)
    empty(engine)
    engine.dispose()
    ingest(folder, postgresql)
    yield folder, Settings(database_url=postgresql, batch_size=2, home=tmp_path / "home")
    engine = make_engine(postgresql)
    empty(engine)
    engine.dispose()


def change(settings, statement):
    engine = make_engine(settings.database_url)
    with transaction(engine) as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_check_mends(kept, capsys):
    _, settings = kept
    before = dump(settings.database_url)
    change(settings, "UPDATE mentions SET char_start = char_start + 1 WHERE id % 3 = 0")
    change(settings, "DELETE FROM entity_aliases")
    change(settings, "UPDATE source_facts SET articles = 1")
    assert run_check(settings, "table", repair=False) == 1
    assert run_check(settings, "table", repair=True) == 0
    assert dump(settings.database_url) == before


def test_what_vanished_can_be_pruned(kept):
    folder, settings = kept
    (folder / "000.txt").unlink()
    ingest(folder, settings.database_url)
    assert run_prune(settings, 1, "2999-01-01", vanished=True, yes=True) == 0
    assert run_vacuum(settings) == 0
    engine = make_engine(settings.database_url)
    with transaction(engine) as connection:
        assert breaches(connection) == []
    engine.dispose()
    assert rows(settings.database_url, "SELECT count(*) FROM documents") == [(5,)]


def test_questions_are_answered(kept, capsys):
    folder, settings = kept
    assert run_status(settings, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["articles"], told["rejects_open"], told["writing"]) == (6, 1, None)
    assert told["bytes"] > 1000
    assert run_why(settings, "Petrova counterpart Mehta") == 0
    assert run_why(settings, "comments posted here are not from Example Wire") == 1
    assert "removed by" in capsys.readouterr().out
    assert run_compare(settings, None, None, 10, None) == 0
    (folder / "000.txt").write_text(story(44, "Oslo"))
    ingest(folder, settings.database_url)
    first, second = (str(number) for (number,) in rows(settings.database_url, "SELECT id FROM ingest_runs ORDER BY id"))
    capsys.readouterr()
    assert compare_runs(settings, first, second, 10, None) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "documents with another title or body 1 " in told
    assert "gained 000.txt Oslo (place)" in told
    list_rejects(settings, "EmptyText", "json")
    assert [each["uri"] for each in json.loads(capsys.readouterr().out)] == ["empty.txt"]
    assert retry_rejects(settings, None) == 1
    assert ignore_reject(settings, "empty.txt") == 0
    assert retry_rejects(settings, None) == 0
