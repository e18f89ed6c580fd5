"""Keep the full-text index of new articles. Triggers do so when an article changes or goes.

Not for new ones: inside a trigger FTS5 writes its index out at each row, which took half as long again (2.05 s against
1.40 s of CPU for 3,000 articles of 500 words in batches of 100; a rebuild afterwards takes 1.27 s). For the same reason
an article a statement: of a virtual table SQLite guards each statement of many rows by a savepoint, and FTS5 writes its
index out at each. So a batch makes one piece of the index, when something else asks for a savepoint, or at the commit.
PostgreSQL keeps its generated column by itself.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

INSERT = "INSERT INTO articles_fts (rowid, title, body) VALUES (?, ?, ?)"


def index_articles(connection: Connection, articles: Sequence[tuple[int, str | None, str]]) -> None:
    """Add new articles (id, title, body) to the index."""
    if articles and connection.dialect.name == "sqlite":
        connection.exec_driver_sql(INSERT, list(articles))
