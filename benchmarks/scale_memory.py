"""Peak memory of whole ingests by size: `python -m benchmarks.scale_memory --sizes 2000 10000 --data ../shared/bench`.

Small articles, three sentences each, so that many of them cost little time; each size goes into a database of its own,
in a process of its own, and is held to every promise at the end.
"""

import random
import tempfile
from pathlib import Path

from benchmarks.corpus import sentences
from benchmarks.end_to_end import check, ingest
from benchmarks.measure import parser, show


def main() -> None:
    """Measure and print."""
    cli = parser(__doc__ or "")
    cli.add_argument("--sizes", type=int, nargs="+", default=[2_000, 10_000])
    args = cli.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        pool, rows = sentences(args.data), list[list[object]]()
        for size in args.sizes:
            folder = Path(scratch) / str(size) / "articles"
            write_small(folder, size, pool)
            cost = ingest(folder, "newswire")
            check(folder.parent / "newswire.db")
            first = float(str(rows[0][2])) if rows else cost.memory
            rows.append([size, cost.cpu, round(cost.memory), cost.memory / first])
    show("whole ingests of small articles", ["articles", "CPU s", "peak MB", "÷ first"], rows)


def write_small(folder: Path, number: int, pool: list[str]) -> None:
    """Articles of three sentences as text files, a thousand a folder."""
    dice = random.Random(1)
    for index in range(number):
        path = folder / f"{index // 1000:03d}" / f"{index:07d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(dice.choices(pool, k=3)) + "\n")


if __name__ == "__main__":
    main()
