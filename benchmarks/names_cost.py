"""What a recogniser costs: words a CPU second beside another on the same text, memory, and time to a first mention."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import require

FIRST_MENTION = """
import sys
from flows.text.recognisers import recogniser
found = list(recogniser(sys.argv[1]).recognise(["Sergei Lavrov flew to Beijing on Monday."]))
assert found[0], "no mention"
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024)
"""


@dataclass(frozen=True, slots=True)
class Start:
    """Of a fresh process up to its first mention: wall seconds, CPU seconds, peak memory in MB.

    The peak is the kernel's of the process itself: the one that `getrusage` tells is handed down by the parent.
    """

    wall: float
    cpu: float
    memory: float


def bodies(data: Path) -> list[str]:
    """Return the gold bodies of the news pages."""
    gold = json.loads(require(data / "articles" / "gold.json").read_text())
    return [page["articleBody"] for _, page in sorted(gold.items())]


def words_a_second(texts: Sequence[str], *takers: Callable[[Sequence[str]], Iterable[object]]) -> list[float]:
    """Return each taker's words a CPU second: the best of three turns, taken in alternation."""
    words = sum(len(text.split()) for text in texts)
    best = [0.0] * len(takers)
    for _ in range(3):
        for at, take in enumerate(takers):
            begin = time.process_time()
            for _found in take(texts):
                pass
            best[at] = max(best[at], words / (time.process_time() - begin))
    return best


def start(name: str, turns: int = 3) -> Start:
    """Return the least cost of `turns` fresh processes that load recogniser `name` and find one name."""
    return min((_one_start(name) for _ in range(turns)), key=lambda one: one.cpu)


def _one_start(name: str) -> Start:
    wall, before = time.perf_counter(), _children()
    done = subprocess.run([sys.executable, "-c", FIRST_MENTION, name], check=True, capture_output=True, text=True)
    return Start(time.perf_counter() - wall, _children() - before, float(done.stdout))


def _children() -> float:
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
