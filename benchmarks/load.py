"""Loading alone beside the driver's own: `python -m benchmarks.load --articles 20000 --data ../shared/bench`.

SQLite: made rows through the loader, full text and all, against `sqlite3.executemany` of the same rows into the same
tables and indexes without full text. PostgreSQL (`--postgresql URL` of an empty database): against `COPY` of the same
rows into the same tables. CPU of this process, and on PostgreSQL of the server's process that serves it, which must be
on this machine. Each ends with the checks of `db/keeping/check.py`.
"""

import argparse
import cProfile
import os
import pstats
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, text

from benchmarks.made_rows import made_rows
from benchmarks.measure import parser, show
from db import sqlite
from db.engine import make_engine, transaction
from db.keeping.check import breaches
from db.loading.load import load_batch
from db.migrate import migrate
from db.models import Base
from db.records import DocumentRows
from db.running.folders import collection_for

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Clock = Callable[[], float]


class Measured(NamedTuple):
    """CPU seconds of the loader and of the peer, the rows that both wrote, and what the checks found."""

    ours: float
    raw: float
    rows: int
    breaches: int


def main() -> None:
    """Measure and print."""
    cli = parser(__doc__ or "")
    cli.add_argument("--articles", type=int, default=20_000)
    cli.add_argument("--batch", type=int, default=200)
    cli.add_argument("--rounds", type=int, default=1, help="SQLite: so often, the least of either side counts")
    cli.add_argument("--postgresql", help="URL of an empty PostgreSQL database")
    cli.add_argument("--profile", action="store_true", help="print where the loader's time goes")
    cli.add_argument("--no-checks", action="store_true")
    args = cli.parse_args()
    profile = cProfile.Profile(time.process_time) if args.profile else None
    found = [once(args, profile) for _ in range(1 if args.postgresql else args.rounds)]
    ours, raw = min(each.ours for each in found), min(each.raw for each in found)
    peer = "COPY" if args.postgresql else "sqlite3.executemany"
    show(
        f"{args.articles} articles, {found[0].rows} rows, batches of {args.batch}, best of {len(found)}",
        ["what", "CPU s", f"÷ {peer}", "in each round", "breaches"],
        [
            ["dateline", ours, ours / raw, " ".join(f"{each.ours / each.raw:.2f}" for each in found),
             sum(each.breaches for each in found)],
            [peer, raw, 1.0, "", ""],
        ],
    )  # fmt: skip
    if profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(22)


def once(args: argparse.Namespace, profile: cProfile.Profile | None) -> Measured:
    """Both sides, in a database of their own."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(args.postgresql or f"{folder}/ours.db")
        migrate(engine)
        clock = with_server(engine) if args.postgresql else time.process_time
        ours = load(engine, made_rows(args.articles, args.data), args.batch, clock, profile)
        broken = 0 if args.no_checks else len(checked(engine))
        raw = (copied if args.postgresql else executed)(engine, Path(folder), clock)
        rows = sum(counts(engine).values())
        engine.dispose()
    return Measured(ours, raw, rows, broken)


def load(
    engine: Engine, rows: Iterator[DocumentRows], size: int, clock: Clock, profile: cProfile.Profile | None = None
) -> float:
    """Load the rows into a database that is migrated first; the time that loading took."""
    migrate(engine)
    with transaction(engine) as connection:
        collection, _ = collection_for(connection, Path("/made"))
    spent = 0.0
    while batch := list(islice(rows, size)):
        began = clock()
        if profile:
            profile.enable()
        with transaction(engine, foreign_keys=False) as connection:
            load_batch(connection, batch, collection.id, NOW)
        if profile:
            profile.disable()
        spent += clock() - began
    return spent


def with_server(engine: Engine) -> Clock:
    """CPU seconds of this process and of the one that serves its connection, where this machine can tell."""
    with transaction(engine) as connection:
        served_by = Path(f"/proc/{connection.execute(text('SELECT pg_backend_pid()')).scalar_one()}/stat")
    ticks = os.sysconf("SC_CLK_TCK")

    def clock() -> float:
        user, system = served_by.read_text().rpartition(")")[2].split()[11:13]
        return time.process_time() + (int(user) + int(system)) / ticks

    return clock


def checked(engine: Engine) -> list[object]:
    """What does not hold."""
    with transaction(engine) as connection:
        return list(breaches(connection))


def counts(engine: Engine) -> dict[str, int]:
    """Rows by table."""
    with transaction(engine) as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in Base.metadata.tables
        }


def executed(engine: Engine, folder: Path, clock: Clock) -> float:
    """The same rows by executemany, a statement a table, into the same tables without full text."""
    raw = make_engine(folder / "raw.db")
    migrate(raw)
    raw.dispose()
    target = sqlite.connect(folder / "raw.db", read_only=False)  # with the pragmas that the loader has
    for name in ("articles_fts_delete", "articles_fts_update"):
        target.execute(f"DROP TRIGGER {name}")
    target.execute("DROP TABLE articles_fts")
    target.execute("PRAGMA foreign_keys = OFF")
    spent = 0.0
    with sqlite3.connect(engine.url.database or "") as source:
        for table in Base.metadata.sorted_tables:
            rows = source.execute(f"SELECT * FROM {table.name}").fetchall()
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                began = clock()
                target.execute("BEGIN")
                target.executemany(f"INSERT OR IGNORE INTO {table.name} VALUES ({marks})", rows)
                target.execute("COMMIT")
                spent += clock() - began
    target.close()
    return spent


def copied(engine: Engine, _folder: Path, clock: Clock) -> float:
    """The same rows by COPY, a statement a table, into the emptied tables of the same database."""
    spent = 0.0
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        kept = {}
        with driver.cursor() as cursor:
            for table in Base.metadata.sorted_tables:
                names = ", ".join(column.name for column in table.columns)
                with cursor.copy(f"COPY (SELECT {names} FROM {table.name}) TO STDOUT") as copy:
                    kept[table.name] = (names, b"".join(bytes(part) for part in copy))
            cursor.execute("TRUNCATE " + ", ".join(kept))
            driver.commit()
            began = clock()
            for name, (names, data) in kept.items():
                with cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
                    copy.write(data)
            driver.commit()
            spent = clock() - began
    return spent


if __name__ == "__main__":
    main()
