"""Alembic's entry point: runs on the connection it is handed, or on DATELINE_DATABASE_URL from the command line."""

import os
from typing import Any

from alembic import context

from db.engine import make_engine
from db.models import Base

OWN_BY_DIALECT = ("articles_fts", "search")
"""Begins the names of what only one database has: FTS5 tables on SQLite, a tsvector column on PostgreSQL."""


def ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether autogenerate may compare a thing of that name."""
    return not (name or "").startswith(OWN_BY_DIALECT) and not (kind == "index" and "search" in (name or ""))


def run(connection: Any) -> None:
    """Run the migrations on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        include_name=ours,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


handed = context.config.attributes.get("connection")
if handed is not None:
    run(handed)
else:
    with make_engine(os.environ.get("DATELINE_DATABASE_URL", "dateline.db")).begin() as connection:
        run(connection)
