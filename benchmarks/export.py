"""Rate and memory of exports beside plain csv and sqlite-utils; what each part of a database weighs.

    python -m benchmarks.export --database big.db --data ../shared/bench

Each export runs in a process of its own. The peers write the mentions table alone, so it is compared with ours of the
same rows; memory is the process's peak.
"""

import sqlite3
import sys
import tempfile
from pathlib import Path

from benchmarks.big import make_big
from benchmarks.measure import Cost, cost_of, parser, show

DATELINE = str(Path(sys.executable).with_name("dateline"))

QUESTION = """SELECT d.uri, m.field, m.char_start, m.char_end, m.text, m.label, e.key AS entity
    FROM mentions m JOIN articles a ON a.id = m.article_id JOIN documents d ON d.id = a.document_id
    LEFT JOIN entities e ON e.id = m.entity_id"""

PLAIN = """
import csv, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute(sys.argv[2])
with open(sys.argv[3], "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow([column[0] for column in rows.description])
    writer.writerows(rows)
"""

PARTS = {
    "raw text": ("documents", "sqlite_autoindex_documents_1", "ix_documents_file_id"),
    "articles": ("articles", "sqlite_autoindex_articles_1", "ix_articles_published_at", "ix_articles_by_source"),
    "mentions": ("mentions", "sqlite_autoindex_mentions_1", "ix_mentions_entity_id"),
    "ledger (blocks)": ("blocks", "sqlite_autoindex_blocks_1", "ix_blocks_rule", "ix_blocks_removed"),
    "full text": ("articles_fts_data", "articles_fts_idx", "articles_fts_docsize"),
    "summaries": ("appearances", "ix_appearances_article_id", "country_appearances",
                  "ix_country_appearances_article_id", "entity_totals"),
}  # fmt: skip


def main() -> None:
    """Make what is missing, export, print."""
    cli = parser(__doc__ or "")
    cli.add_argument("--database", type=Path, required=True)
    cli.add_argument("--articles", type=int, default=100_000, help="when the database has to be made")
    args = cli.parse_args()
    if not args.database.exists():
        make_big(args.database, args.articles, args.data)
    weigh(args.database)
    with tempfile.TemporaryDirectory() as scratch:
        alone(args.database, Path(scratch))
        whole(args.database, Path(scratch))


def weigh(database: Path) -> None:
    """Bytes an article, by part: pages of each table and index as SQLite's dbstat counts them."""
    with sqlite3.connect(database) as connection:
        (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
        try:
            sizes = dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall())
        except sqlite3.OperationalError:
            sys.exit("this SQLite was built without dbstat, which tells what each table weighs")
        (text,) = connection.execute("SELECT sum(length(CAST(text AS BLOB))) FROM documents").fetchone()
    connection.close()
    parts = {part: sum(sizes.pop(name, 0) for name in names) for part, names in PARTS.items()}
    parts["everything else"] = sum(sizes.values())
    total = sum(parts.values())
    rows = [[part, round(size / articles), size / total, size / text] for part, size in parts.items()]
    rows.append(["together", round(total / articles), 1.0, total / text])
    show(f"bytes an article, of {articles} ({text / articles:.0f} of them text as read)",
         ["part", "bytes", "share", "÷ text"], rows)  # fmt: skip


def alone(database: Path, scratch: Path) -> None:
    """One table of mentions as CSV: ours, plain csv, sqlite-utils."""
    environment = {"DATELINE_DATABASE_URL": str(database)}
    ours = [DATELINE, "export", "--query", QUESTION, "--out", str(scratch / "ours.csv")]
    utils = [sys.executable, "-m", "sqlite_utils", "query", str(database), QUESTION, "--csv"]
    costs = {
        "dateline export --query": cost_of(ours, environment),
        "plain csv, fetched row by row": cost_of([sys.executable, "-c", PLAIN, str(database), QUESTION,
                                                  str(scratch / "plain.csv")]),
        "sqlite-utils query --csv": cost_of(utils),
    }  # fmt: skip
    size = (scratch / "plain.csv").stat().st_size / 1e6
    table("the mentions as one CSV file", size, costs)


def whole(database: Path, scratch: Path) -> None:
    """Everything, in each form."""
    environment = {"DATELINE_DATABASE_URL": str(database)}
    for form in ("csv", "jsonl", "parquet", "sqlite", "ftm", "conll"):
        out = scratch / f"all-{form}"
        cost = cost_of([DATELINE, "export", "--format", form, "--out", str(out)], environment)
        paths = [out] if out.is_file() else list(out.iterdir())
        table(f"all tables, {form}", sum(path.stat().st_size for path in paths) / 1e6, {f"dateline, {form}": cost})
        for path in paths:
            path.unlink()


def table(title: str, megabytes: float, costs: dict[str, Cost]) -> None:
    """Print CPU, rate and memory, and the ratio to the last."""
    last = list(costs.values())[-1]
    show(title, ["what", "CPU s", "MB a CPU s", "peak MB", "CPU ÷ last"],
         [[name, cost.cpu, megabytes / cost.cpu, round(cost.memory), cost.cpu / last.cpu]
          for name, cost in costs.items()])  # fmt: skip


if __name__ == "__main__":
    main()
