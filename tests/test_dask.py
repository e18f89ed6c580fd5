"""A Dask cluster of this machine: the same tables, and a lost worker costs time alone."""

import os
import signal

import pytest

from db.records import FileFacts
from flows.crews.base import Given, Part
from flows.running import bench as benches
from flows.running.conduct import Steps, conduct
from flows.running.steps import load_batch
from flows.settings import Settings
from flows.text.errors import SettingsError
from flows.text.records import Document
from tests.dying_recipe import DyingRecipe
from tests.folders import dump, ingest, rows, story, write_stories

pytest.importorskip("distributed", reason="NO DASK HERE: pip install 'dateline[dask]'")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # Dask's own warnings are not ours to mend


@pytest.fixture
def folder(tmp_path):
    return write_stories(tmp_path / "news", 30)


def test_a_lost_worker_costs_time_alone(folder, database, tmp_path):
    ended = []

    def ending(batch, bench):
        if not ended:
            worker = next(iter(bench.crew.local.workers.values()))
            ended.append(worker.pid)
            os.kill(worker.pid, signal.SIGKILL)
        return load_batch(batch, bench)

    settings = Settings(database_url=str(database), engine="dask", workers=2, batch_size=4)
    conduct([folder], settings, {}, Steps(load=ending))
    assert ended
    ingest(folder, tmp_path / "alone.db")
    assert dump(database) == dump(tmp_path / "alone.db")


def test_a_document_that_ends_its_worker_costs_itself(folder, database, monkeypatch):
    monkeypatch.setattr(benches, "Recipe", DyingRecipe)
    (folder / "odd.txt").write_text(story(90) + "\nThis is the <crash> that ends the process.\n")
    ingest(folder, database, engine="dask", workers=2)
    assert rows(database, "SELECT uri, error FROM rejects") == [("odd.txt", "Defect")]
    assert rows(database, "SELECT count(*) FROM articles") == [(60,)]


class Answers:
    """A crew and its futures in one: each wait gives the next answer, null for a worker that died."""

    def __init__(self, *answers):
        self.answers, self.released = list(answers), 0

    def submit(self, part):
        return self

    def result(self):
        answer = self.answers.pop(0)
        if answer is None:
            from distributed import KilledWorker

            raise KilledWorker("part", None, 1)
        return [answer]

    def release(self):
        self.released += 1


@pytest.mark.parametrize(("answers", "made"), [((None, None, "rows"), ["rows"]), ((None, "rows"), ["rows"])])
def test_a_document_that_waited_at_a_dying_worker_is_tried_once_more(answers, made):
    from flows.crews.cluster import Handed

    crew = Answers(*answers)
    given = Given(Document("a.txt", "", ""), FileFacts("a.txt", 0, 0), frozenset())
    assert Handed(crew, Part((given,)), crew).result() == made
    assert (crew.answers, crew.released) == ([], len(answers))
    (rejected,) = Handed(again := Answers(None, None, None), Part((given,)), again).result()
    assert (rejected.uri, type(rejected.error).__name__) == ("a.txt", "Defect")


def test_a_scheduler_that_is_not_there(folder, database, monkeypatch):
    monkeypatch.setattr("flows.crews.cluster.CONNECT_SECONDS", 1)
    with pytest.raises(SettingsError, match=r"tcp://127\.0\.0\.1:9"):
        ingest(folder, database, engine="dask", scheduler="tcp://127.0.0.1:9")


@pytest.mark.parametrize("wrong", [{"engine": "spark"}, {"scheduler": "tcp://127.0.0.1:9"}])
def test_engines_are_known(wrong):
    with pytest.raises(SettingsError):
        Settings(**wrong)
