"""SIGKILL at any moment: one more run, and the tables are those of a run that nobody disturbed."""

import os
import random
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.torture.plug import RULE, WORKS, differences, statements_of, work, work_and_tell, work_until
from tests.torture.processes import FORGE, apart
from tests.torture.stories import write_everything


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(write_everything(tmp_path_factory.mktemp("crash") / "news"))


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    path = tmp_path_factory.mktemp("rules") / "mine.toml"
    path.write_text(RULE)
    return str(path)


@pytest.fixture(scope="module")
def beginning(folder, tmp_path_factory):
    """For each work the database that it starts from, if any."""
    place = tmp_path_factory.mktemp("beginning")
    work("ingest", folder, str(place / "ingested.db"))
    return {"ingest": None, "migrate": None, "reannotate": place / "ingested.db"}


def sample(count: int, size: int, seed: str) -> list[int]:
    """`size` different numbers from 1 to `count`, always the same ones: first and last among them."""
    middle = random.Random(seed).sample(range(2, count), min(size, count) - 2) if count > 2 else []
    return sorted({1, *middle, count})


def begin(source: Path | None, target: Path) -> str:
    for path in target.parent.glob(f"{target.name}*"):
        path.unlink()
    if source:
        shutil.copy(source, target)
    return str(target)


@pytest.mark.parametrize("name", WORKS)
def test_killed_before_any_statement_the_next_run_completes(name, folder, rules, beginning, tmp_path, much, tried):
    own = rules if name == "reannotate" else None
    start = beginning[name]
    count = apart(statements_of, name, folder, begin(start, tmp_path / "count.db"), own).answer
    whole = apart(work_and_tell, name, folder, begin(start, tmp_path / "whole.db"), own).answer
    assert count > 3
    assert whole[1] == []
    for moment in range(1, count + 1) if much else sample(count, 12, name):
        database = begin(start, tmp_path / "cut.db")
        assert apart(work_until, moment, name, folder, database, own).killed
        assert not differences(apart(work_and_tell, name, folder, database, own).answer, whole), (
            f"killed before statement {moment}"
        )
        tried.append("killed, then equal")


def test_killed_at_random_moments_the_next_run_completes(folder, tmp_path, much, tried):
    whole = apart(work_and_tell, "ingest", folder, str(tmp_path / "whole.db"))
    chance = random.Random("moments")
    for _ in range(200 if much else 8):
        database = begin(None, tmp_path / "cut.db")
        process = FORGE.Process(target=work, args=("ingest", folder, database))
        process.start()
        timer = threading.Timer(chance.uniform(0, whole.seconds), os.kill, (process.pid, signal.SIGKILL))
        timer.start()
        process.join(60)
        timer.cancel()
        tried.append("killed, then equal" if process.exitcode else "done before, then equal")
        assert not differences(apart(work_and_tell, "ingest", folder, database).answer, whole.answer)


def test_killed_again_and_again_it_is_done_in_the_end(folder, tmp_path, tried):
    whole = apart(work_and_tell, "ingest", folder, str(tmp_path / "whole.db"))
    database, chance = str(tmp_path / "cut.db"), random.Random("again")
    for _ in range(10):
        moment = chance.randrange(5, 80)
        tried.append("killed" if apart(work_until, moment, "ingest", folder, database, None).killed else "done")
        time.sleep(0)
    assert not differences(apart(work_and_tell, "ingest", folder, database).answer, whole.answer)
