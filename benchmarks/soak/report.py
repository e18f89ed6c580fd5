"""What a soak found, as the rows of a table."""

import statistics
import time

from benchmarks.soak.asking import asked
from benchmarks.soak.folder import Folder
from benchmarks.soak.processes import Processes
from benchmarks.soak.verdict import differences, unexplained, unsound

LEAST_LIFE = 180
"""Seconds that a serving process must have lived to tell whether its memory is flat."""

MOST_GROWTH = 20_000
"""Bytes by which Prefect's database may grow a run."""

OVERLAPS = "SELECT a.id, b.id FROM ingest_runs a JOIN ingest_runs b ON a.id < b.id AND b.started_at < a.finished_at"
STATES = "SELECT state, count(*) FROM ingest_runs GROUP BY state ORDER BY state"
HISTORY = (
    "SELECT (SELECT count(*) FROM article_revisions), "
    "(SELECT count(*) FROM documents WHERE vanished_at IS NOT NULL), "
    "(SELECT count(*) FROM rejects WHERE resolved_at IS NOT NULL)"
)


def report(run: Processes, folder: Folder, seconds: float, grown: int, prefect_runs: int, code: int) -> int:
    """Print what was found; the exit code."""
    left = _left(run)
    overlaps, states = asked(run.database, OVERLAPS), dict(asked(run.database, STATES))
    history = dict(zip(("replaced", "vanished", "rejected and mended"), asked(run.database, HISTORY)[0], strict=True))
    broken, unclear = unsound(run.database), unexplained(run.database, folder.place)
    other = differences(run.place, run.database)
    lives = [samples for samples in run.memory.values() if samples[-1][0] - samples[0][0] >= LEAST_LIFE]
    growth = max((_growth(samples) for samples in lives), default=0.0)
    peak = max((used for samples in run.memory.values() for _, used in samples), default=0)
    facts = [
        ("minutes", f"{seconds / 60:.1f}"),
        ("changes to the folder", sum(folder.changes.values())),
        ("kill -9", f"{sum(run.kills.values())}: {_counted(run.kills)}"),
        ("starts of dateline schedule", run.starts),
        ("runs", ", ".join(f"{n} {state}" for state, n in states.items())),
        ("runs that overlapped", len(overlaps)),
        ("broken promises", len(broken)),
        ("articles and rejects in the history", ", ".join(f"{n} {what}" for what, n in history.items())),
        ("documents that the history does not explain", len(unclear)),
        ("tables that differ from a clean run's", len(other)),
        ("serving process, peak", f"{peak / 1e6:.0f} MB"),
        (f"its growth over {len(lives)} lives of 3 minutes and more", f"{growth:.1%}"),
        ("Prefect's database, growth a run", f"{grown / prefect_runs / 1000:.1f} kB over {prefect_runs} runs"),
        ("exit code on SIGTERM", code),
        ("processes left", len(left)),
    ]
    for name, value in facts:
        print(f"| {name} | {value} |")
    for line in [*broken, *unclear, *other]:
        print(line)
    fine = not (overlaps or broken or unclear or other or left or code)
    return 0 if fine and grown / prefect_runs < MOST_GROWTH and growth < 0.1 else 1


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))


def _left(run: Processes, patience: float = 30.0) -> list[tuple[int, str]]:
    """The processes that are left when all had time to end."""
    deadline = time.monotonic() + patience
    while (left := run.running()) and time.monotonic() < deadline:
        time.sleep(1)
    return left


def _growth(samples: list[tuple[float, int]]) -> float:
    """Median memory in the last minute of a life against that in its second one: in the first it starts up."""
    began, ended = samples[0][0], samples[-1][0]
    early = statistics.median(used for moment, used in samples if began + 60 <= moment < began + 120)
    return statistics.median(used for moment, used in samples if moment >= ended - 60) / early - 1
