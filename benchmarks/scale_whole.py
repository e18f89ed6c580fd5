"""What an article of a whole ingest costs in a database that holds many others.

    python -m benchmarks.scale_whole --sizes 20000 200000 --articles 2000 --data ../shared/bench

Databases of so many made articles are filled by the loader alone; then the same folders of fresh articles of some 3 kB
go into each of them by turns, a process each, from the file to the row. Starts of processes are in it on either side.
"""

import shutil
import tempfile
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.end_to_end import DATELINE, check
from benchmarks.measure import cost_of, parser, show
from benchmarks.scale_growth import grow
from db.engine import make_engine
from db.migrate import migrate


def main() -> None:
    """Measure and print."""
    cli = parser(__doc__ or "")
    cli.add_argument("--sizes", type=int, nargs="+", default=[20_000, 200_000])
    cli.add_argument("--articles", type=int, default=2000)
    cli.add_argument("--rounds", type=int, default=3)
    args = cli.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        filled = {size: fill(Path(scratch) / f"{size}.db", size, args.data) for size in args.sizes}
        spent: dict[int, list[float]] = {size: [] for size in args.sizes}
        for turn in range(args.rounds):
            folder = Path(scratch) / f"fresh-{turn}"
            write_corpus(folder, args.articles, args.data, seed=turn + 2)
            for size, database in filled.items():
                spent[size].append(1000 * added(folder, database) / args.articles)
    least = min(spent[args.sizes[0]])
    show(
        f"whole ingests of {args.articles} fresh articles into a database that holds others",
        ["articles there", "CPU ms an article, least", "÷ first", "in each round"],
        [[size, min(ms), min(ms) / least, " ".join(f"{one:.2f}" for one in ms)] for size, ms in spent.items()],
    )


def fill(database: Path, size: int, data: Path) -> Path:
    """A database of so many made articles."""
    engine = make_engine(database)
    migrate(engine)
    grow(engine, [size], data)
    engine.dispose()
    return database


def added(folder: Path, database: Path) -> float:
    """CPU seconds of ingesting `folder` into a copy of `database`, which is then held to every promise."""
    copy = database.with_suffix(".copy")
    shutil.copyfile(database, copy)
    spent = cost_of([DATELINE, "ingest", "--no-prefect", str(folder)], {"DATELINE_DATABASE_URL": str(copy)}).cpu
    check(copy)
    copy.unlink()
    return spent


if __name__ == "__main__":
    main()
