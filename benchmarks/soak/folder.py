"""The folder that is read while files come, change, go and break in it."""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.folders import story

CHANGES = ("new", "new", "new", "changed", "changed", "vanished", "broken", "container")
"""What may happen; each as likely as it is often here."""

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@dataclass
class Folder:
    """The folder, and what has happened in it so far."""

    place: Path
    chance: random.Random
    changes: dict[str, int] = field(default_factory=dict)
    number: int = 0
    once_good: set[Path] = field(default_factory=set)

    def change(self) -> None:
        """One thing happens: a file comes, changes, goes, breaks or is mended."""
        files = sorted(self.place.glob("*.txt"))
        what = self.chance.choice(CHANGES)
        self.number += 1
        self.changes[what] = self.changes.get(what, 0) + 1
        fresh = self.place / f"{self.number:05d}.txt"
        if what == "container":
            self.write_container()
        elif what == "broken":
            self.chance.choice([fresh, *files]).write_bytes(self.chance.choice((b"", PNG)))
        elif what == "new" or len(files) < 12:
            self.write(fresh, "Moscow")
        elif what == "changed":
            self.write(self.chance.choice(files), "Vienna")
        else:
            self.chance.choice(files).unlink()

    def write(self, file: Path, place: str) -> None:
        """A good story."""
        file.write_text(story(self.number, place))
        self.once_good.add(file)

    def write_container(self) -> None:
        """One of three containers, with one to seven records."""
        records = [json.dumps({"title": f"Wire {n}", "text": story(n, "Paris")}) for n in range(self.number % 7 + 1)]
        (self.place / f"wire{self.number % 3}.jsonl").write_text("\n".join(records) + "\n")

    def mend(self) -> None:
        """Make good again what was good once: a file that broke keeps its last good article, which no clean run has."""
        for file in sorted(self.once_good):
            if file.exists() and not file.read_bytes().startswith(b"Talks"):
                self.write(file, "Geneva")
