"""How much is done: a short form by default, all of it with DATELINE_TORTURE=full; and what was done, as a table."""

import json
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

FULL = os.environ.get("DATELINE_TORTURE") == "full"
"""Not read by dateline itself: the tests take it out of the environment of what they run."""


@pytest.fixture(scope="session")
def much() -> bool:
    """Whether to try everything rather than a sample."""
    return FULL


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember of a test whether it failed, for the table."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The outcomes of one test, a word each; written for the table of docs/reliability.md when a file is asked for."""
    outcomes: list[str] = []
    yield outcomes
    if target := os.environ.get("DATELINE_TORTURE_LOG"):
        if request.node.stash.get(FAILED, False):
            outcomes.append("FAILED")
        counts = {word: outcomes.count(word) for word in sorted(set(outcomes))}
        line = {"area": request.path.stem.removeprefix("test_"), "fault": request.node.name, "outcomes": counts}
        with Path(target).open("a") as log:
            log.write(json.dumps(line) + "\n")
