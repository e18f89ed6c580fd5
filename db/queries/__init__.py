"""Ready questions, one `.sql` file each, and the asking of these or any other, without any right to write.

Asking a SQLite file needs the standard library only: SQLAlchemy is imported for PostgreSQL alone.
"""

from db.queries.answer import Answer
from db.queries.ask import run_query
from db.queries.ready import Parameter, ReadyQuery, ready_queries

__all__ = ["Answer", "Parameter", "ReadyQuery", "ready_queries", "run_query"]
