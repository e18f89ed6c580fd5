"""What the serving process does about late and orphaned runs, against a client that only remembers what it is told."""

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from flows.scheduling.supervise import Served
from flows.scheduling.timetable import read_timetable
from tests.folders import write_stories

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # Prefect's own warnings are not ours to mend


class Client:
    """Runs as (id, state type, minutes ago that it was due and entered its state)."""

    def __init__(self, *runs):
        from prefect.client.schemas.objects import State, StateType

        now = datetime.now(UTC)
        self.runs = [
            SimpleNamespace(
                id=name,
                name=name,
                expected_start_time=now - timedelta(minutes=ago),
                state=State(type=StateType[state], timestamp=now - timedelta(minutes=ago)),
            )
            for name, state, ago in runs
        ]
        self.told = {}

    async def read_flow_runs(self, *, flow_run_filter, **_):
        wanted = flow_run_filter.state.type.any_
        return sorted((r for r in self.runs if r.state.type in wanted), key=lambda run: run.expected_start_time)

    async def set_flow_run_state(self, identity, state, force):
        assert force
        self.told[identity] = (state.type.value, state.name)

    async def delete_flow_run(self, identity):
        self.told[identity] = "dropped"


@pytest.fixture
def look(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_DATABASE_URL", str(tmp_path / "dateline.db"))

    def at(*runs, ours=(), young=timedelta(seconds=60)):
        from flows.schedule import tidy

        client = Client(*runs)
        asyncio.run(tidy(client, Served([], "news", str(tmp_path), 60.0), ours, young))
        return client.told

    return at


def test_of_missed_ticks_the_newest_is_made_up_for(look, tmp_path):
    runs = [*((f"late-{ago}", "SCHEDULED", ago) for ago in (1, 2, 3, 30)), ("coming", "SCHEDULED", -5)]
    assert look(*runs) == {f"late-{ago}": "dropped" for ago in (2, 3, 30)}
    following = datetime.fromisoformat(read_timetable(tmp_path)["next"])
    assert timedelta(minutes=4) < following - datetime.now(UTC) < timedelta(minutes=6)


def test_a_run_without_a_process_is_closed_with_what_is_true_of_it(look, tmp_path):
    from flows.running.conduct import conduct
    from flows.settings import Settings

    folder = write_stories(tmp_path / "news", 1)
    conduct([folder], Settings(database_url=str(tmp_path / "dateline.db")), {}, flow_run_id="ended-well")
    told = look(("ended-well", "RUNNING", 5), ("cut-off", "RUNNING", 5), ("never-began", "PENDING", 5))
    assert told == {
        "ended-well": ("COMPLETED", "Completed"),
        "cut-off": ("CRASHED", "Interrupted"),
        "never-began": ("CRASHED", "Interrupted"),
    }


def test_runs_that_live_are_left_alone(look, tmp_path):
    from flows.running.conduct import Steps, conduct
    from flows.running.steps import load_batch
    from flows.settings import Settings

    folder, seen = write_stories(tmp_path / "news", 1), []

    def load(batch, bench):
        seen.append(look(("writing", "RUNNING", 5), ("ours", "RUNNING", 5), ("young", "RUNNING", 0), ours={"ours"}))
        return load_batch(batch, bench)

    database = Settings(database_url=str(tmp_path / "dateline.db"))
    conduct([folder], database, {}, Steps(load=load), flow_run_id="writing")
    assert seen == [{}]


def test_before_there_is_a_database_nothing_is_closed(look):
    assert look(("cut-off", "RUNNING", 5)) == {}
