"""`dateline schedule` and the processes it brings up: started, found, killed, measured."""

import os
import random
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

DATELINE = Path(sys.executable).with_name("dateline")


@dataclass
class Processes:
    """A schedule served on `place`/news, started again whenever it ended; `memory` is that of each serving process."""

    place: Path
    chance: random.Random
    every: str
    process: subprocess.Popen | None = None
    starts: int = 0
    kills: dict[str, int] = field(default_factory=dict)
    memory: dict[int, list[tuple[float, int]]] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        """The database that is written."""
        return self.place / "dateline.db"

    def start(self) -> None:
        """Start `dateline schedule`."""
        self.starts += 1
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "PREFECT_"))}
        environment |= {"DATELINE_DATABASE_URL": str(self.database), "DATELINE_HOME": str(self.place / "home")}
        command = [str(DATELINE), "schedule", str(self.place / "news"), "--every", self.every]
        with (self.place / "out").open("a") as out:
            self.process = subprocess.Popen(command, cwd=self.place, env=environment, stdout=out, stderr=out)

    def keep_up(self) -> None:
        """Start it again when it ended, as systemd would."""
        if self.process is None or self.process.poll() is not None:
            self.start()

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(90)

    def running(self) -> list[tuple[int, str]]:
        """Our processes by what they are."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if str(self.database).encode() in (process / "environ").read_bytes():
                    line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found.append((int(process.name), _kind(line)))
            except OSError:
                continue
        return [(number, kind) for number, kind in found if number != os.getpid()]

    def kill_one(self) -> None:
        """Kill -9 a process of a kind chosen at random."""
        kinds: dict[str, list[int]] = {}
        for number, kind in self.running():
            kinds.setdefault(kind, []).append(number)
        if kinds:
            kind = self.chance.choice(sorted(kinds))
            os.kill(self.chance.choice(kinds[kind]), signal.SIGKILL)
            self.kills[kind] = self.kills.get(kind, 0) + 1

    def kill_all(self) -> None:
        """Kill whatever is left."""
        for number, _ in self.running():
            os.kill(number, signal.SIGKILL)

    def look_at_memory(self, moment: float) -> None:
        """Note the resident memory of the serving process."""
        for number, kind in self.running():
            if kind == "serving":
                try:
                    pages = int((Path("/proc") / str(number) / "statm").read_text().split()[1])
                except OSError:
                    continue
                self.memory.setdefault(number, []).append((moment, pages * os.sysconf("SC_PAGE_SIZE")))


def _kind(line: str) -> str:
    if "flows.schedule" in line:
        return "serving"
    if "server start" in line or "uvicorn" in line:
        return "server"
    return "schedule" if "dateline schedule" in line else "run"
