"""A schedule that runs while files come, change, go and break, and while its processes are killed at random moments.

    python -m benchmarks.soak --minutes 20

At the end the database, without what vanished, must equal one made by a single clean run over the final folder; no run
may have overlapped another, memory of the serving process must be flat, and Prefect's own database must grow by less
than 20 kB a run. Exits with 1 when one of these does not hold. Linux only: it finds its processes in /proc.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.engine import make_engine, transaction
from db.keeping.check import breaches
from db.running.lock import held
from flows.running.conduct import conduct
from flows.settings import Settings
from tests.db.natural_keys import tables
from tests.folders import story

DATELINE = Path(sys.executable).with_name("dateline")
QUIET_MINUTES = 6
"""How long a last run may take to come about after the last change and the last kill."""

LEAST_LIFE = 180
"""Seconds that a serving process must have lived to tell whether its memory is flat."""


@dataclass
class Soak:
    """A soak in progress: its folder, what has happened so far, and the process that is served."""

    place: Path
    chance: random.Random
    every: str
    process: subprocess.Popen | None = None
    starts: int = 0
    kills: dict[str, int] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    memory: dict[int, list[tuple[float, int]]] = field(default_factory=dict)
    number: int = 0
    once_good: set[Path] = field(default_factory=set)

    @property
    def news(self) -> Path:
        """The folder that is read."""
        return self.place / "news"

    @property
    def database(self) -> Path:
        """The database that is written."""
        return self.place / "dateline.db"

    def start(self) -> None:
        """Start `dateline schedule`."""
        self.starts += 1
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "PREFECT_"))}
        environment |= {"DATELINE_DATABASE_URL": str(self.database), "DATELINE_HOME": str(self.place / "home")}
        command = [str(DATELINE), "schedule", str(self.news), "--every", self.every]
        with (self.place / "out").open("a") as out:
            self.process = subprocess.Popen(command, cwd=self.place, env=environment, stdout=out, stderr=out)

    def keep_up(self) -> None:
        """Start it again when it ended, as systemd would."""
        if self.process is None or self.process.poll() is not None:
            self.start()

    def processes(self) -> list[tuple[int, str]]:
        """Our processes by what they are."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if str(self.database).encode() in (process / "environ").read_bytes():
                    line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    kind = (
                        "serving" if "flows.schedule" in line
                        else "server" if "server start" in line or "uvicorn" in line
                        else "schedule" if "dateline schedule" in line
                        else "run"
                    )  # fmt: skip
                    found.append((int(process.name), kind))
            except OSError:
                continue
        return [(number, kind) for number, kind in found if number != os.getpid()]

    def kill_one(self) -> None:
        """Kill -9 a process of a kind chosen at random."""
        kinds: dict[str, list[int]] = {}
        for number, kind in self.processes():
            kinds.setdefault(kind, []).append(number)
        if kinds:
            kind = self.chance.choice(sorted(kinds))
            os.kill(self.chance.choice(kinds[kind]), signal.SIGKILL)
            self.kills[kind] = self.kills.get(kind, 0) + 1

    def change_folder(self) -> None:
        """One thing happens: a file comes, changes, goes, breaks or is mended."""
        files = sorted(self.news.glob("*.txt"))
        what = self.chance.choice(("new", "new", "new", "changed", "changed", "vanished", "broken", "container"))
        self.number += 1
        self.changes[what] = self.changes.get(what, 0) + 1
        fresh = self.news / f"{self.number:05d}.txt"
        if what == "container":
            records = [
                json.dumps({"title": f"Wire {n}", "text": story(n, "Paris")}) for n in range(self.number % 7 + 1)
            ]
            (self.news / f"wire{self.number % 3}.jsonl").write_text("\n".join(records) + "\n")
        elif what == "broken":
            self.chance.choice([fresh, *files]).write_bytes(self.chance.choice((b"", b"\x89PNG\r\n\x1a\n" + bytes(40))))
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

    def mend(self) -> None:
        """Make good again what was good once: a file that broke keeps its last good article, which no clean run has."""
        for file in sorted(self.once_good):
            if file.exists() and not file.read_bytes().startswith(b"Talks"):
                self.write(file, "Geneva")

    def look_at_memory(self, moment: float) -> None:
        """Note the resident memory of the serving process."""
        for number, kind in self.processes():
            if kind == "serving":
                try:
                    pages = int((Path("/proc") / str(number) / "statm").read_text().split()[1])
                except OSError:
                    continue
                self.memory.setdefault(number, []).append((moment, pages * os.sysconf("SC_PAGE_SIZE")))

    def asked(self, query: str) -> list[tuple]:
        """Rows of the database; none while there is no table yet."""
        if not self.database.exists() or not self.database.stat().st_size:
            return []
        engine = make_engine(self.database, read_only=True)
        try:
            with transaction(engine) as connection:
                return [tuple(row) for row in connection.exec_driver_sql(query)]
        except Exception:
            return []
        finally:
            engine.dispose()

    def prefect(self, query: str) -> int:
        """A number that Prefect's own database gives; 0 while it cannot be asked."""
        try:
            with closing(sqlite3.connect(f"file:{self.place}/home/prefect/prefect.db?mode=ro", uri=True)) as connection:
                return connection.execute(query).fetchone()[0]
        except sqlite3.Error:
            return 0

    def prefect_bytes(self) -> int:
        """Bytes in use in Prefect's own database, its log counted in."""
        return self.prefect(
            "SELECT (page_count - freelist_count) * page_size "
            "FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
        )

    def prefect_runs(self) -> int:
        """Runs that Prefect ran: ticks that were cancelled for being late are none."""
        return self.prefect("SELECT count(*) FROM flow_run WHERE state_type IN ('COMPLETED', 'FAILED', 'CRASHED')")


def soak(run: Soak, minutes: float, kill_every: float) -> int:
    """Run it, and report; the exit code."""
    run.news.mkdir()
    for _ in range(20):
        run.change_folder()
    run.start()
    began = time.monotonic()
    while not run.asked("SELECT 1 FROM ingest_runs WHERE state LIKE 'completed%'"):
        run.keep_up()
        time.sleep(2)
    first, first_runs = run.prefect_bytes(), run.prefect_runs()
    next_kill, next_change = time.monotonic() + kill_every, 0.0
    end = time.monotonic() + 60 * minutes
    while (moment := time.monotonic()) < end:
        run.keep_up()
        run.look_at_memory(moment)
        if moment >= next_change:
            run.change_folder()
            next_change = moment + run.chance.expovariate(1 / 3)
        if moment >= next_kill:
            run.kill_one()
            next_kill = moment + run.chance.expovariate(1 / kill_every)
        time.sleep(1)
    run.mend()
    last = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
    deadline = time.monotonic() + 60 * QUIET_MINUTES
    done = f"SELECT 1 FROM ingest_runs WHERE state LIKE 'completed%' AND started_at > '{last:%Y-%m-%dT%H:%M:%SZ}'"
    while not run.asked(done) and time.monotonic() < deadline:
        run.keep_up()
        time.sleep(2)
    grown, prefect_runs = run.prefect_bytes() - first, max(1, run.prefect_runs() - first_runs)
    run.process.send_signal(signal.SIGTERM)
    code = run.process.wait(90)
    return report(run, time.monotonic() - began, grown, prefect_runs, code)


def report(run: Soak, seconds: float, grown: int, prefect_runs: int, code: int) -> int:
    """Print what was found; the exit code."""
    deadline = time.monotonic() + 30
    while run.processes() and time.monotonic() < deadline:
        time.sleep(1)
    left = run.processes()
    overlaps = run.asked(
        "SELECT a.id, b.id FROM ingest_runs a JOIN ingest_runs b ON a.id < b.id AND b.started_at < a.finished_at"
    )
    states = dict(run.asked("SELECT state, count(*) FROM ingest_runs GROUP BY state ORDER BY state"))
    broken, difference = compare(run)
    lives = [samples for samples in run.memory.values() if samples[-1][0] - samples[0][0] >= LEAST_LIFE]
    growth = max((_growth(samples) for samples in lives), default=0.0)
    peak = max((used for samples in run.memory.values() for _, used in samples), default=0)
    facts = [
        ("minutes", f"{seconds / 60:.1f}"),
        ("changes to the folder", sum(run.changes.values())),
        ("kill -9", f"{sum(run.kills.values())}: " + ", ".join(f"{k} {n}" for k, n in sorted(run.kills.items()))),
        ("starts of dateline schedule", run.starts),
        ("runs", ", ".join(f"{n} {state}" for state, n in states.items())),
        ("runs that overlapped", len(overlaps)),
        ("broken promises", len(broken)),
        ("tables that differ from a clean run's", len(difference)),
        ("serving process, peak", f"{peak / 1e6:.0f} MB"),
        (f"its growth over {len(lives)} lives of 3 minutes and more", f"{growth:.1%}"),
        ("Prefect's database, growth a run", f"{grown / prefect_runs / 1000:.1f} kB over {prefect_runs} runs"),
        ("exit code on SIGTERM", code),
        ("processes left", len(left)),
    ]
    for name, value in facts:
        print(f"| {name} | {value} |")
    for line in [*broken, *difference]:
        print(line)
    fine = not (overlaps or broken or difference or left or code) and grown / prefect_runs < 20_000 and growth < 0.1
    return 0 if fine else 1


def _growth(samples: list[tuple[float, int]]) -> float:
    """Median memory in the last minute of a life against that in its second one: in the first it starts up."""
    began, ended = samples[0][0], samples[-1][0]
    early = statistics.median(used for moment, used in samples if began + 60 <= moment < began + 120)
    return statistics.median(used for moment, used in samples if moment >= ended - 60) / early - 1


def compare(run: Soak) -> tuple[list[str], list[str]]:
    """What is unsound, and which tables differ from a clean run's once what vanished is let go of."""
    engine = make_engine(run.database)
    with transaction(engine) as connection:
        broken = [f"{breach.promise}: {breach.rows[:3]}" for breach in breaches(connection)]
        if held(connection):
            broken.append("somebody still holds the run lock")
    tomorrow = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
    command = [str(DATELINE), "prune", "--before", tomorrow, "--vanished", "--yes", "-d", str(run.database)]
    subprocess.run(command, check=True, capture_output=True, cwd=run.place)
    clean = run.place / "clean.db"
    conduct([run.news], Settings(database_url=str(clean), home=run.place / "home"), {})
    with transaction(engine) as connection:
        ours = tables(connection)
    other = make_engine(clean)
    with transaction(other) as connection:
        theirs = tables(connection)
    engine.dispose()
    other.dispose()
    for each in (ours, theirs):
        each["rejects"] = sorted(_without_attempts(row) for row in each["rejects"])
    return broken, [
        f"{name}: only here {sorted(set(ours[name]) - set(theirs[name]))[:2]}, only there "
        f"{sorted(set(theirs[name]) - set(ours[name]))[:2]}"
        for name in ours
        if ours[name] != theirs[name]
    ]


def _without_attempts(row: str) -> str:
    parts = row.rsplit(", ", 2)
    return f"{parts[0]}, {parts[2]}"


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--every", default="10s")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--kill-every", type=float, default=100, help="mean seconds between two kills")
    parser.add_argument("--keep", type=Path, help="an empty folder to work in and to keep")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = given.keep or Path(folder)
        run = Soak(place, random.Random(given.seed), given.every)
        try:
            return soak(run, given.minutes, given.kill_every)
        finally:
            for number, _ in run.processes():
                os.kill(number, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
