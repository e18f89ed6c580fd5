"""Mentions by month on PostgreSQL: `python -m benchmarks.scale_months --postgresql URL --articles 3000`.

Loads made articles into an empty database, copies their mentions into a table that is partitioned by the month in which
they were published, and takes wall time of a question about one month, and of giving a month up, both ways. The loader
itself writes to no partition: unique and foreign keys of its tables would have to hold the month.
"""

import time

from sqlalchemy import Connection, text

from benchmarks.load import checked, load
from benchmarks.made_rows import made_rows
from benchmarks.measure import parser, show
from db.engine import make_engine, transaction

PARENT = """
    CREATE TABLE mentions_by_month (published_on date NOT NULL, LIKE mentions) PARTITION BY RANGE (published_on)"""

FILL = """
    INSERT INTO mentions_by_month SELECT CAST(a.published_at AT TIME ZONE 'UTC' AS date), m.* FROM mentions m
    JOIN articles a ON a.id = m.article_id WHERE a.published_at IS NOT NULL"""

MOST_NAMED = {
    "as loaded": """
        SELECT m.entity_id, count(*) FROM mentions m JOIN articles a ON a.id = m.article_id
        WHERE a.published_at >= '2024-05-01' AND a.published_at < '2024-06-01'
        GROUP BY m.entity_id ORDER BY 2 DESC, 1 LIMIT 20""",
    "by month": """
        SELECT entity_id, count(*) FROM mentions_by_month
        WHERE published_on >= '2024-05-01' AND published_on < '2024-06-01'
        GROUP BY entity_id ORDER BY 2 DESC, 1 LIMIT 20""",
}

GIVE_UP = {
    "as loaded": """
        DELETE FROM mentions USING articles a WHERE a.id = article_id
        AND a.published_at >= '2024-05-01' AND a.published_at < '2024-06-01'""",
    "by month": "DROP TABLE mentions_2024_05",
}


def main() -> None:
    """Measure and print."""
    cli = parser(__doc__ or "")
    cli.add_argument("--articles", type=int, default=3000)
    cli.add_argument("--postgresql", required=True, help="URL of an empty PostgreSQL database")
    args = cli.parse_args()
    engine = make_engine(args.postgresql)
    load(engine, made_rows(args.articles, args.data), 1000, time.perf_counter)
    print(f"breaches: {len(checked(engine))}")
    with transaction(engine) as connection:
        filled = partition(connection)
    with engine.connect() as connection:  # what is given up is there again afterwards
        connection.execute(text("ANALYZE"))
        asked = {way: min(timed(connection, question) for _ in range(3)) for way, question in MOST_NAMED.items()}
        answers = {tuple(map(tuple, connection.execute(text(question)))) for question in MOST_NAMED.values()}
        given_up = {way: timed(connection, statement) for way, statement in GIVE_UP.items()}
    engine.dispose()
    show(
        f"mentions of {args.articles} articles, wall ms; copying them by month took {1000 * filled:.0f}",
        ["way", "one month asked", "one month given up"],
        [[way, 1000 * asked[way], 1000 * given_up[way]] for way in asked],
    )
    print("the same answer" if len(answers) == 1 else f"answers differ: {answers}")


def partition(connection: Connection) -> float:
    """Make a table by month and fill it; seconds."""
    connection.execute(text(PARENT))
    for month in range(1, 13):
        upto = f"2024-{month + 1:02d}-01" if month < 12 else "2025-01-01"
        connection.execute(
            text(
                f"CREATE TABLE mentions_2024_{month:02d} PARTITION OF mentions_by_month "
                f"FOR VALUES FROM ('2024-{month:02d}-01') TO ('{upto}')"
            )
        )
    return timed(connection, FILL)


def timed(connection: Connection, statement: str) -> float:
    """Wall seconds of a statement with its answer."""
    began = time.perf_counter()
    result = connection.execute(text(statement))
    if result.returns_rows:
        result.all()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
