"""Run the soak: see the package."""

import argparse
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import benchmarks.soak
from benchmarks.soak.asking import asked, prefect_bytes, prefect_runs
from benchmarks.soak.folder import Folder
from benchmarks.soak.processes import Processes
from benchmarks.soak.report import report

QUIET_MINUTES = 6
"""How long a last run may take to come about after the last change and the last kill."""


def soak(run: Processes, folder: Folder, minutes: float, kill_every: float) -> int:
    """Run it, and report; the exit code."""
    folder.place.mkdir()
    for _ in range(20):
        folder.change()
    began = time.monotonic()
    _wait_for_run(run, "")
    first, first_runs = prefect_bytes(run.place), prefect_runs(run.place)
    _disturb(run, folder, 60 * minutes, kill_every)
    folder.mend()
    last = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
    _wait_for_run(run, f" AND started_at > '{last:%Y-%m-%dT%H:%M:%SZ}'", 60 * QUIET_MINUTES)
    grown, runs = prefect_bytes(run.place) - first, max(1, prefect_runs(run.place) - first_runs)
    code = run.stop()
    return report(run, folder, time.monotonic() - began, grown, runs, code)


def _wait_for_run(run: Processes, which: str, seconds: float = float("inf")) -> None:
    """Keep the schedule up until a run has completed of which the condition holds, or so many seconds have passed."""
    deadline = time.monotonic() + seconds
    done = f"SELECT 1 FROM ingest_runs WHERE state LIKE 'completed%'{which}"
    run.keep_up()
    while not asked(run.database, done) and time.monotonic() < deadline:
        run.keep_up()
        time.sleep(2)


def _disturb(run: Processes, folder: Folder, seconds: float, kill_every: float) -> None:
    """Change the folder and kill processes at random moments."""
    next_kill, next_change = time.monotonic() + kill_every, 0.0
    end = time.monotonic() + seconds
    while (moment := time.monotonic()) < end:
        run.keep_up()
        run.look_at_memory(moment)
        if moment >= next_change:
            folder.change()
            next_change = moment + folder.chance.expovariate(1 / 3)
        if moment >= next_kill:
            run.kill_one()
            next_kill = moment + run.chance.expovariate(1 / kill_every)
        time.sleep(1)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(
        description=benchmarks.soak.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--every", default="10s")
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--kill-every", type=float, default=100, help="mean seconds between two kills")
    parser.add_argument("--keep", type=Path, help="an empty folder to work in and to keep")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as other:
        place, chance = (given.keep or Path(other)).resolve(), random.Random(given.seed)
        run = Processes(place, chance, given.every)
        try:
            return soak(run, Folder(place / "news", chance), given.minutes, given.kill_every)
        finally:
            run.kill_all()


if __name__ == "__main__":
    sys.exit(main())
