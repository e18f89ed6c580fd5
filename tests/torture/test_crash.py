"""SIGKILL at any moment: one more run, and the tables are those of a run that nobody disturbed."""

import os
import random
import signal
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from db.migrate import revisions
from tests.folders import rows
from tests.torture.earlier import make_earlier
from tests.torture.places import Files, Place, Server
from tests.torture.plug import (
    RULE,
    differences,
    ingest_twice,
    ingest_unforeseen,
    ingest_unlearnt,
    statements_of,
    told,
    work,
    work_and_tell,
    work_until,
)
from tests.torture.processes import FORGE, apart
from tests.torture.stories import write_everything

SHORT = {
    ("sqlite", "ingest"): 10,
    ("sqlite", "migrate"): 4,
    ("sqlite", "upgrade"): 5,
    ("sqlite", "reannotate"): 8,
    ("sqlite", "learn"): 6,
    ("sqlite", "prune"): 5,
    ("postgresql", "ingest"): 6,
    ("postgresql", "migrate"): 3,
    ("postgresql", "upgrade"): 3,
    ("postgresql", "reannotate"): 4,
    ("postgresql", "learn"): 4,
    ("postgresql", "prune"): 3,
}
"""Moments tried in the short form, of each work on each kind of database; in full, every one."""

REVISIONS = "SELECT d.uri, r.revision, r.title, r.body FROM article_revisions r JOIN articles a ON a.id = r.article_id "
REVISIONS += "JOIN documents d ON d.id = a.document_id ORDER BY 1, 2"
FIRST_TEXTS = "SELECT d.uri, 1, a.title, a.body FROM articles a JOIN documents d ON d.id = a.document_id ORDER BY 1"


@dataclass(frozen=True)
class Stage:
    """A place, the database there that each work begins with, if any, and the texts before any notice is learnt."""

    place: Place
    beginnings: dict[str, str | None]
    unlearnt: frozenset[Any]

    def begin(self, name: str, work: str) -> str:
        return self.place.new(name, self.beginnings.get(work))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(write_everything(tmp_path_factory.mktemp("crash") / "news"))


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    path = tmp_path_factory.mktemp("rules") / "mine.toml"
    path.write_text(RULE)
    return str(path)


def stage(place: Place, folder: str) -> Stage:
    names = ("ingested", "unlearnt", "unforeseen", "twice", "old")
    ingested, unlearnt, unforeseen, twice, old = (place.new(name) for name in names)
    apart(work, "ingest", folder, ingested)
    apart(ingest_unlearnt, folder, unlearnt)
    apart(ingest_unforeseen, folder, unforeseen)
    apart(ingest_twice, folder, twice)
    apart(make_earlier, revisions()[0], ingested, old)
    beginnings = {"upgrade": old, "reannotate": ingested, "learn": unlearnt, "prune": twice, "backup": ingested}
    return Stage(place, beginnings, frozenset(rows(unlearnt, FIRST_TEXTS) + rows(unforeseen, FIRST_TEXTS)))


@pytest.fixture(scope="module")
def sqlite(folder, tmp_path_factory):
    return stage(Files(tmp_path_factory.mktemp("files")), folder)


@pytest.fixture(scope="module")
def server(folder, postgresql):
    return stage(Server(postgresql), folder)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def kind(request):
    return request.param


@pytest.fixture
def here(kind, request):
    return request.getfixturevalue("sqlite" if kind == "sqlite" else "server")


def sample(count: int, size: int, seed: str) -> list[int]:
    """`size` different numbers from 1 to `count`, always the same ones: first and last among them."""
    middle = random.Random(seed).sample(range(2, count), min(size, count) - 2) if count > 2 else []
    return sorted({1, *middle, count})


def ended(*arguments: Any) -> tuple[Any, Any]:
    """One more run to its end: what the tables hold, and what is kept of older texts."""
    return apart(work_and_tell, *arguments).answer, rows(arguments[2], REVISIONS)


@pytest.mark.parametrize("name", ["ingest", "migrate", "upgrade", "reannotate", "learn", "prune"])
def test_killed_before_any_statement_the_next_run_completes(name, kind, here, folder, rules, much, tried):
    """History may hold a text more: one that stood before its notice was learnt, which the kill put off."""
    own = rules if name == "reannotate" else None
    count = apart(statements_of, name, folder, here.begin("count", name), own).answer
    whole, revisions = ended(name, folder, here.begin("whole", name), own)
    assert count > 3
    print("statements", kind, name, count)
    assert whole[1] == []
    for moment in range(1, count + 1) if much else sample(count, SHORT[kind, name], name):
        database = here.begin("cut", name)
        assert apart(work_until, moment, name, folder, database, own).killed
        again, kept = ended(name, folder, database, own)
        assert not differences(again, whole), f"killed before statement {moment}"
        early = here.unlearnt & set(kept) if name == "ingest" else frozenset()
        assert set(kept) - early == set(revisions) - early, f"history, statement {moment}"
        assert len(kept) == len({each[:2] for each in kept})
        tried.append("killed, then equal")


def test_killed_at_random_moments_the_next_run_completes(kind, here, folder, much, tried):
    whole = apart(work_and_tell, "ingest", folder, here.begin("whole", "ingest"))
    chance = random.Random(f"moments {kind}")
    for _ in range(200 if much else 4):
        database = here.begin("cut", "ingest")
        process = FORGE.Process(target=work, args=("ingest", folder, database))
        process.start()
        timer = threading.Timer(chance.uniform(0, whole.seconds), os.kill, (process.pid, signal.SIGKILL))
        timer.start()
        process.join(60)
        timer.cancel()
        tried.append("killed, then equal" if process.exitcode else "done before, then equal")
        assert not differences(apart(work_and_tell, "ingest", folder, database).answer, whole.answer)


def test_killed_again_and_again_it_is_done_in_the_end(sqlite, folder, tried):
    whole = apart(work_and_tell, "ingest", folder, sqlite.begin("whole", "ingest"))
    database, chance = sqlite.begin("cut", "ingest"), random.Random("again")
    for _ in range(10):
        moment = chance.randrange(5, 80)
        tried.append("killed" if apart(work_until, moment, "ingest", folder, database, None).killed else "done")
    assert not differences(apart(work_and_tell, "ingest", folder, database).answer, whole.answer)


@pytest.mark.parametrize("older", [False, True], ids=["none before", "one before"])
def test_a_copy_that_was_killed_is_whole_or_as_it_was(older, sqlite, folder, much, tried):
    database = sqlite.begin("kept", "backup")
    copy, part = Path(f"{database}.copy"), Path(f"{database}.copy.part")
    expected, before = told(database), b"the copy of yesterday"
    count = apart(statements_of, "backup", folder, database).answer
    for moment in range(1, count + 1) if much else sample(count, 6, "backup"):
        copy.unlink(missing_ok=True)
        if older:
            copy.write_bytes(before)
        assert apart(work_until, moment, "backup", folder, database, None).killed
        if copy.exists() and copy.read_bytes() != before:
            assert told(str(copy)) == expected
        assert copy.exists() or not older
        apart(work, "backup", folder, database)
        assert told(str(copy)) == expected == told(database)
        assert not part.exists()
        tried.append("whole or as it was, then whole")
