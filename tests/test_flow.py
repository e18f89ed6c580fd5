"""The Prefect flow: its states tell the truth, a locked database is tried again, and nothing else is."""

import os

import pytest

from db.errors import LockedDatabase, NotADatabase
from flows.scheduling.prefect_setup import QUIET
from tests.folders import rows, write_stories

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # Prefect's own warnings are not ours to mend


@pytest.fixture(scope="module")
def prefect(tmp_path_factory):
    """A Prefect server for this module alone, as quiet as dateline's own."""
    os.environ.update({**QUIET, "PREFECT_LOGGING_LEVEL": "CRITICAL"})
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=180):
        yield


@pytest.fixture
def database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_DATABASE_URL", str(tmp_path / "dateline.db"))
    return tmp_path / "dateline.db"


def run(folder):
    from flows.ingest import ingest

    return ingest([str(folder)], return_state=True)


def test_states_tell_the_truth(prefect, database, tmp_path):
    folder = write_stories(tmp_path / "news", 2)
    first = run(folder)
    assert (first.name, first.type.value) == ("Completed", "COMPLETED")
    assert "3 new" in first.message
    (folder / "empty.txt").write_bytes(b"")
    second = run(folder)
    assert (second.name, second.type.value) == ("CompletedWithRejects", "COMPLETED")
    assert "1 rejected" in second.message
    runs = rows(database, "SELECT state, flow_run_id FROM ingest_runs ORDER BY id")
    assert [state for state, _ in runs] == ["completed", "completed with rejects"]
    assert all(flow_run for _, flow_run in runs)


def test_the_summary_is_an_artifact(prefect, database, tmp_path):
    from prefect.client.orchestration import get_client

    run(write_stories(tmp_path / "news", 1))
    with get_client(sync_client=True) as client:
        found = client.request("POST", "/artifacts/latest/filter", json={}).json()
    assert any(a["key"] == "dateline-ingest" and "| files new | 2 |" in a["data"] for a in found)


def test_the_database_address_is_not_among_the_parameters(prefect, database, tmp_path):
    from prefect.client.orchestration import get_client

    run(write_stories(tmp_path / "news", 1))
    with get_client(sync_client=True) as client:
        runs = client.request("POST", "/flow_runs/filter", json={}).json()
    assert runs
    assert not any(str(database) in str(found) for found in runs)


def failing(monkeypatch, errors):
    """Have the load fail with `errors`, one a try, and then work; gives the list of tries."""
    from flows import ingest as module

    sound, tries = module.load_batch, []

    def load(batch, bench):
        tries.append(batch)
        if len(tries) <= len(errors):
            raise errors[len(tries) - 1]
        return sound(batch, bench)

    monkeypatch.setattr(module, "load_batch", load)
    monkeypatch.setattr(module.load_task, "retry_delay_seconds", [0, 0, 0])
    return tries


def test_a_locked_database_is_tried_again(prefect, database, tmp_path, monkeypatch):
    tries = failing(monkeypatch, [LockedDatabase("locked"), LockedDatabase("locked")])
    assert run(write_stories(tmp_path / "news", 1)).name == "Completed"
    assert len(tries) == 3
    assert rows(database, "SELECT count(*) FROM articles") == [(2,)]


def test_what_does_not_pass_is_not_tried_again_and_the_run_fails(prefect, database, tmp_path, monkeypatch):
    tries = failing(monkeypatch, [NotADatabase("damaged")] * 4)
    state = run(write_stories(tmp_path / "news", 1))
    assert state.is_failed()
    assert len(tries) == 1
    assert rows(database, "SELECT state, error FROM ingest_runs") == [("failed", "NotADatabase: damaged")]
