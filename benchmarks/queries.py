"""Every ready question on a large database, beside the same question put to what pandas would write, and to DuckDB.

    python -m benchmarks.queries --database big.db --data ../shared/bench

Makes the database first where there is none (`benchmarks.big`, 100,000 articles and 2.5 million mentions: half an hour
on a busy machine). Prints CPU milliseconds, warm (median and worst of several) since machines are busy, and wall
milliseconds cold (the file thrown out of the page cache, a new connection). The peers have one flat table of mentions
without an index, as `DataFrame.to_sql` writes it, in SQLite and as the Parquet file that DuckDB likes best.
"""

import os
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.big import make_big
from benchmarks.measure import parser, show

FLAT = """
    SELECT d.uri, a.title, a.source_name AS source, substr(a.published_at, 1, 10) AS published, m.text, m.label,
           e.key, e.name, e.type, e.country_code AS country, m.field, m.sentence_start
    FROM mentions m JOIN articles a ON a.id = m.article_id JOIN documents d ON d.id = a.document_id
    LEFT JOIN entities e ON e.id = m.entity_id"""

PEERS = {
    "top-people": """SELECT name, country, count(DISTINCT uri) AS articles, count(*) AS mentions FROM flat
        WHERE type = 'person' GROUP BY key, name, country ORDER BY articles DESC, mentions DESC LIMIT 20""",
    "top-entities": """SELECT key, name, count(DISTINCT uri) AS articles, count(*) AS mentions FROM flat
        WHERE type = 'organization' GROUP BY key, name ORDER BY articles DESC, mentions DESC LIMIT 20""",
    "timeline-of": """SELECT substr(published, 1, 7) AS month, count(DISTINCT uri) AS articles FROM flat
        WHERE key = '{name}' GROUP BY 1 ORDER BY 1 DESC""",
    "articles-naming": """SELECT published, source, title, count(*) AS mentions FROM flat WHERE key = '{name}'
        GROUP BY uri, published, source, title ORDER BY published DESC LIMIT 20""",
    "sources-on": """SELECT source, count(DISTINCT uri) AS articles FROM flat WHERE key = '{name}'
        GROUP BY source ORDER BY articles DESC LIMIT 20""",
    "named-with": """SELECT name, type, count(DISTINCT uri) AS articles FROM flat
        WHERE uri IN (SELECT uri FROM flat WHERE key = '{name}') AND key <> '{name}'
        GROUP BY key, name, type ORDER BY articles DESC LIMIT 20""",
    "names-in-article": """SELECT name, type, count(*) AS mentions FROM flat WHERE uri = '{uri}' GROUP BY name, type""",
    "unlinked-names": """SELECT text, label, count(*) AS mentions FROM flat WHERE key IS NULL GROUP BY text, label
        ORDER BY mentions DESC LIMIT 20""",
}


def main() -> None:
    """Make what is missing, ask, print."""
    cli = parser(__doc__ or "")
    cli.add_argument("--database", type=Path, required=True)
    cli.add_argument("--articles", type=int, default=100_000, help="when the database has to be made")
    cli.add_argument("--times", type=int, default=5)
    args = cli.parse_args()
    if not args.database.exists():
        make_big(args.database, args.articles, args.data)
    given = parameters(args.database)
    rows = [own(args.database, name, given, args.times) for name in ready()]
    show(f"ready questions, {given}", ["question", "rows", "median ms CPU", "worst", "cold ms wall"], rows)
    medians = sorted(float(str(row[2])) for row in rows)
    print(f"  median of the medians {statistics.median(medians):.1f} ms, the slowest {medians[-1]:.1f} ms")
    show("the same of a flat table", ["question", "dateline ms", "SQLite, no index", "DuckDB"],
         peers(args.database, given, args.times, {str(row[0]): float(str(row[2])) for row in rows}))  # fmt: skip


def ready() -> list[str]:
    """Names of the ready questions."""
    from db.queries import ready_queries

    return list(ready_queries())


def parameters(database: Path) -> dict[str, str]:
    """The person named most, the country named most, and an article: the dearest of each kind."""
    with sqlite3.connect(database) as connection:
        (name,) = connection.execute("""SELECT e.key FROM entities e JOIN entity_totals t ON t.entity_id = e.id
            WHERE e.type = 'person' ORDER BY t.articles DESC LIMIT 1""").fetchone()
        (code,) = connection.execute("SELECT country_code FROM country_coverage ORDER BY articles DESC").fetchone()
        (uri,) = connection.execute("SELECT uri FROM documents ORDER BY id DESC LIMIT 1").fetchone()
    connection.close()
    return {"name": name, "code": code, "uri": uri}


def own(database: Path, name: str, given: dict[str, str], times: int) -> list[object]:
    """One ready question through the very function that `dateline query` calls."""
    from db.queries import ready_queries, run_query

    wanted = {p.name: given[p.name] for p in ready_queries()[name].parameters if p.default is None}

    def ask() -> int:
        with run_query(database, name, wanted, seconds=600) as answer:
            return sum(1 for _ in answer.rows)

    forget(database)
    began = time.perf_counter()
    number = ask()
    cold = (time.perf_counter() - began) * 1000
    warm = [spent(ask) for _ in range(times)]
    return [name, number, statistics.median(warm), max(warm), cold]


def spent(ask: Callable[[], Any]) -> float:
    """CPU milliseconds of one call, every thread's."""
    began = time.process_time()
    ask()
    return (time.process_time() - began) * 1000


def forget(path: Path) -> None:
    """Throw a file out of the page cache."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def peers(database: Path, given: dict[str, str], times: int, ours: dict[str, float]) -> list[list[object]]:
    """The questions that a flat table can answer."""
    import duckdb

    from db.export.question import answered

    flat, parquet = database.with_suffix(".flat.db"), database.with_suffix(".flat.parquet")
    if not flat.exists():
        with sqlite3.connect(flat) as connection:
            connection.execute("ATTACH ? AS big", (str(database),))
            connection.execute(f"CREATE TABLE flat AS {FLAT}")
        connection.close()
    if not parquet.exists():
        answered(str(flat), "SELECT * FROM flat", {}, "parquet", parquet, as_stored=True)
    lite, duck = sqlite3.connect(flat), duckdb.connect()
    duck.execute(f"CREATE VIEW flat AS SELECT * FROM '{parquet}'")
    rows: list[list[object]] = []
    for name, question in PEERS.items():
        asked = question.format(**{key: value.replace("'", "''") for key, value in given.items()})
        plain = statistics.median(spent(lambda q=asked: lite.execute(q).fetchall()) for _ in range(min(times, 3)))
        fast = statistics.median(spent(lambda q=asked: duck.execute(q).fetchall()) for _ in range(times))
        rows.append([name, ours[name], plain, fast])
    lite.close()
    return rows


if __name__ == "__main__":
    sys.exit(main())
