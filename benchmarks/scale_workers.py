"""Worker processes and a Dask cluster beside one process: `python -m benchmarks.scale_workers --articles 2000`.

Wall time and CPU of whole ingests of the same folder, Prefect aside. On a machine that others use too take the best of
several rounds (`--rounds`); each run ends with the checks of `db/keeping/check.py`.
"""

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.measure import Cost, cost_of, parser, show
from db.engine import make_engine, transaction
from db.keeping.check import breaches

DATELINE = str(Path(sys.executable).with_name("dateline"))
WAYS = {
    "one process": [],
    "--workers 2": ["--workers", "2"],
    "--engine dask --workers 2": ["--engine", "dask", "--workers", "2"],
}


def main() -> None:
    """Measure and print."""
    cli = parser(__doc__ or "")
    cli.add_argument("--articles", type=int, default=2000)
    cli.add_argument("--rounds", type=int, default=2)
    cli.add_argument("--no-dask", action="store_true")
    args = cli.parse_args()
    ways = {name: options for name, options in WAYS.items() if not (args.no_dask and "dask" in options)}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "articles"
        write_corpus(folder, args.articles, args.data)
        best: dict[str, tuple[float, Cost]] = {}
        for _ in range(args.rounds):
            for name, options in ways.items():
                measured = timed(folder, options)
                best[name] = min(best.get(name, measured), measured, key=lambda each: each[0])
    alone = best["one process"][0]
    rows = [[name, wall, cost.cpu, alone / wall, round(cost.memory)] for name, (wall, cost) in best.items()]
    show(
        f"{args.articles} articles, best of {args.rounds}",
        ["what", "wall s", "CPU s", "times as fast", "MB, largest process"],
        rows,
    )


def timed(folder: Path, options: list[str]) -> tuple[float, Cost]:
    """Wall seconds and cost of one ingest into a new database."""
    database = folder.parent / "timed.db"
    for old in folder.parent.glob("timed.db*"):
        old.unlink()
    began = time.perf_counter()
    cost = cost_of(
        [DATELINE, "ingest", "--no-prefect", str(folder), *options], {"DATELINE_DATABASE_URL": str(database)}
    )
    wall = time.perf_counter() - began
    engine = make_engine(database)
    with transaction(engine) as connection:
        if found := breaches(connection):
            raise SystemExit(f"{options}: {found}")
    engine.dispose()
    return wall, cost


if __name__ == "__main__":
    main()
