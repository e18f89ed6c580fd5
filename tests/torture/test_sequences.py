"""Whatever people do to a folder, in whatever order: in the end the tables are those of one clean run over it."""

import json
import os
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.folders import rows, story
from tests.test_learned import story as council_story
from tests.test_learned import write
from tests.torture.conftest import FULL
from tests.torture.plug import RULE, differences, work_and_tell, work_until
from tests.torture.processes import apart

STEPS = ("add", "add", "add notice", "change", "delete", "rename", "break", "mend", "touch", "re-rule", "run", "kill")


class Folder:
    """A folder of articles and what may be done to it; `chance` decides, so that a seed is a story."""

    def __init__(self, place: Path, chance: random.Random) -> None:
        self.place, self.chance, self.made = place, chance, 0
        self.past: dict[str, list[bytes]] = {}
        self.rules = place.parent / "mine.toml"
        self.rules.write_text("")
        place.mkdir()

    def some(self) -> Path | None:
        paths = sorted(self.place.iterdir())
        return self.chance.choice(paths) if paths else None

    def remember(self) -> None:
        """Keep what a run may read now."""
        for path in self.place.iterdir():
            self.past.setdefault(path.name, []).append(path.read_bytes())

    def write_again(self, name: str, text: str, modified: int) -> None:
        """Write the version of a file that gave this text, with the time that a run saw: a killed one saw no later."""
        versions = [each for each in self.past[name] if text in (each.decode(errors="replace"), said(each))]
        (self.place / name).write_bytes(versions[-1])
        os.utime(self.place / name, ns=(modified, modified))

    def do(self, step: str) -> None:
        self.made += 1
        path = self.some()
        if step == "add" or path is None:
            (self.place / f"{self.made}.txt").write_text(story(self.made))
        elif step == "add notice":
            write(self.place, f"council-{self.made}", council_story(self.made))
        elif step == "change":
            path.write_text(story(self.made, "Geneva") if path.suffix == ".txt" else "")
        elif step == "delete":
            path.unlink()
        elif step == "rename":
            path.rename(path.with_stem(f"renamed-{self.made}"))
        elif step == "break":
            path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
        elif step == "mend":
            path.write_text(story(self.made, "Vienna") if path.suffix == ".txt" else '{"text": "Talks end in Paris."}')
        elif step == "touch":
            path.touch()
        elif step == "re-rule":
            self.rules.write_text(self.chance.choice(["", RULE]))


def said(record: bytes) -> str | None:
    """The text of a file of one record."""
    try:
        return str(json.loads(record)["text"])
    except ValueError:
        return None


def history(steps: int, folder: Folder, database: str, chance: random.Random) -> None:
    arguments = ("ingest", str(folder.place), database, str(folder.rules))
    for _ in range(steps):
        step = chance.choice(STEPS)
        if step in ("run", "kill"):
            folder.remember()
        if step == "run":
            apart(work_and_tell, *arguments)
        elif step == "kill":
            apart(work_until, chance.randrange(1, 150), *arguments)
        else:
            folder.do(step)


def clean_run(folder: Folder, lived: str, place: Path) -> Any:
    """The tables of a run over the final folder, in a database that knows what the lived one remembers of the past."""
    database, now = str(place / "clean.db"), shutil.move(folder.place, place / "now")
    folder.place.mkdir()
    seen = "SELECT f.path, d.text, f.modified_ns FROM documents d JOIN files f ON f.id = d.file_id"
    for path, text, modified in rows(lived, seen):
        folder.write_again(path, text, modified)
    apart(work_and_tell, "ingest", str(folder.place), database, str(folder.rules))
    shutil.rmtree(folder.place)
    shutil.move(now, folder.place)
    return apart(work_and_tell, "ingest", str(folder.place), database, str(folder.rules)).answer


@pytest.mark.parametrize("number", range(500 if FULL else 10))
def test_a_random_history_ends_in_the_tables_of_a_clean_run(tmp_path, number, tried):
    chance = random.Random(f"{number % 10}-{number // 10}")
    folder, database = Folder(tmp_path / "news", chance), str(tmp_path / "lived.db")
    history(chance.randrange(5, 25), folder, database, chance)
    folder.remember()
    last = ("ingest", str(folder.place), database, str(folder.rules))
    apart(work_and_tell, *last)
    apart(work_and_tell, "reannotate", *last[1:])
    lived = apart(work_and_tell, *last).answer
    assert not differences(lived, clean_run(folder, database, tmp_path))
    tried.append("equal")
