"""Time at 1, 2, 4 and 8 times the size, for each step: `python -m benchmarks.linear`.

A step that is linear in its input takes 8 times as long at 8 times the size; `power` is the exponent between the two
largest sizes, about 1 for a linear step. To add steps, give a module `GROUPS` (title → function of a size, which
yields names and calls) and name it in `PARTS`.
"""

import argparse
import importlib
import math
import time
from collections.abc import Callable, Iterator

PARTS = ("benchmarks.linear_pages",)
FACTORS = (1, 2, 4, 8)
REPEATS = 3

Group = Callable[[int], Iterator[tuple[str, Callable[[], object]]]]


def seconds(call: Callable[[], object]) -> float:
    """CPU seconds of the fastest of a few calls."""
    best = math.inf
    for _ in range(REPEATS):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best


def show(title: str, group: Group, size: int) -> None:
    """Print one group: a line a step, a column a size."""
    times: dict[str, list[float]] = {}
    for factor in FACTORS:
        for name, call in group(size * factor):
            times.setdefault(name, []).append(seconds(call))
    print(f"\n{title:24}" + "".join(f"{f'{factor}x, ms':>10}" for factor in FACTORS) + f"{'power':>8}")
    for name, row in times.items():
        power = math.log2(max(row[-1], 1e-6) / max(row[-2], 1e-6))
        print(f"{name:24}" + "".join(f"{1000 * value:10.2f}" for value in row) + f"{power:8.2f}")


def main() -> None:
    """Show every group of every part."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--size", type=int, default=10, help="the smallest size; the largest is 8 times that")
    args = cli.parse_args()
    for part in PARTS:
        for title, group in importlib.import_module(part).GROUPS.items():
            show(title, group, args.size)


if __name__ == "__main__":
    main()
