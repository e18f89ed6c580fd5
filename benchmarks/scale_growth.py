"""What an article costs as a database grows: `python -m benchmarks.scale_growth --sizes 5000 10000 20000 40000`.

Made rows go through the loader into one SQLite database (or `--postgresql URL` of an empty one); at each size it
prints what an article of the last stretch cost, and at the end the exponent of growth, bytes an article in each table,
and what the checks find. The text half is not in it: its cost an article does not depend on the database.
"""

import math
import resource
import tempfile
import time
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine

from benchmarks.load import NOW, checked
from benchmarks.made_rows import made_rows
from benchmarks.measure import parser, show
from db.engine import make_engine, transaction
from db.loading.load import load_batch
from db.migrate import migrate
from db.running.folders import collection_for

BATCH = 1000
BYTES = {
    "sqlite": "SELECT coalesce(m.tbl_name, d.name), sum(d.pgsize) FROM dbstat d "
    "LEFT JOIN sqlite_master m ON m.name = d.name GROUP BY 1 ORDER BY 2 DESC",
    "postgresql": "SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables ORDER BY 2 DESC",
}


def main() -> None:
    """Measure and print."""
    cli = parser(__doc__ or "")
    cli.add_argument("--sizes", type=int, nargs="+", default=[5_000, 10_000, 20_000, 40_000])
    cli.add_argument("--postgresql", help="URL of an empty PostgreSQL database")
    args = cli.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(args.postgresql or f"{folder}/grown.db")
        migrate(engine)
        costs = grow(engine, args.sizes, args.data)
        show(
            "cost as the database grows",
            ["articles", "CPU ms an article", "wall ms an article", "÷ first", "peak MB of the process"],
            [[n, cpu, wall, cpu / costs[0][1], memory] for n, cpu, wall, memory in costs],
        )
        (first, _, _, _), (last, _, _, _) = costs[0], costs[-1]
        print(f"\nexponent of the whole: {1 + math.log(costs[-1][1] / costs[0][1]) / math.log(last / first):.3f}")
        with transaction(engine) as connection:
            sizes = connection.exec_driver_sql(BYTES[engine.dialect.name]).all()
        show(
            "bytes an article", ["table, its indexes included", "bytes"], [[n, round(b / last)] for n, b in sizes[:16]]
        )
        print(f"\n{sum(b for _, b in sizes) / last:.0f} bytes an article in all; breaches: {len(checked(engine))}")
        engine.dispose()


def grow(engine: Engine, sizes: list[int], data: Path) -> list[tuple[int, float, float, int]]:
    """Size, CPU and wall milliseconds an article since the size before, and peak memory in MB, at each size."""
    with transaction(engine) as connection:
        collection, _ = collection_for(connection, Path("/made"))
    rows, done, found = made_rows(sizes[-1], data), 0, []
    for size in sizes:
        cpu = wall = 0.0
        before = done
        while done < size:
            batch = list(islice(rows, min(BATCH, size - done)))
            began, at = time.process_time(), time.perf_counter()
            with transaction(engine, foreign_keys=False) as connection:
                load_batch(connection, batch, collection.id, NOW)
            cpu, wall, done = cpu + time.process_time() - began, wall + time.perf_counter() - at, done + len(batch)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        found.append((size, 1000 * cpu / (size - before), 1000 * wall / (size - before), memory))
    return found


if __name__ == "__main__":
    main()
