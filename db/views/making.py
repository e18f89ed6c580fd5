"""Make the views, and make them anew when their text has changed; a database that has them already is not written to.

What a database has is known by a mark that holds a hash of the view's text: inside its statement on SQLite, which keeps
that word for word, and in the view's comment on PostgreSQL.
"""

import hashlib
import re

from sqlalchemy import Connection, text

from db.engine import database_name
from db.errors import ForeignDatabase
from db.views.dialects import in_dialect
from db.views.reading import View, views

_MARK = re.compile(r"\bdateline view ([0-9a-f]{16})\b")

_FOUND = {
    "sqlite": "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view')",
    "postgresql": """
        SELECT relname, CASE relkind WHEN 'v' THEN 'view' ELSE 'table' END, obj_description(oid, 'pg_class')
        FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p') AND relnamespace = current_schema()::regnamespace""",
}


def make_views(connection: Connection) -> bool:
    """Bring the views to what their files say; whether anything had to be written.

    Raises ForeignDatabase when a table or view of somebody else has the name of one of ours.
    """
    wanted = {name: _hash(view, connection.dialect.name) for name, view in views().items()}
    if _ours(connection) == wanted:
        return False
    drop_views(connection)
    _refuse_clashes(connection)
    for name, view in views().items():
        for statement in _statements(view, wanted[name], connection.dialect.name):
            connection.exec_driver_sql(statement)
    return True


def drop_views(connection: Connection) -> None:
    """Drop all views of ours, whichever dateline made them: no table can be made anew on SQLite beneath a view."""
    for name in _ours(connection):
        connection.exec_driver_sql(f'DROP VIEW "{name}"')


def _ours(connection: Connection) -> dict[str, str]:
    """Views with our mark, and the hash in it."""
    found = connection.execute(text(_FOUND[connection.dialect.name]))
    return {name: mark[1] for name, kind, said in found if kind == "view" and (mark := _MARK.search(said or ""))}


def _refuse_clashes(connection: Connection) -> None:
    taken = {row[0] for row in connection.execute(text(_FOUND[connection.dialect.name]))}
    if clash := sorted(taken & views().keys()):
        called = database_name(connection.engine.url)
        raise ForeignDatabase(f"{called} already has a table or view {clash[0]} that is not dateline's", "rename it")


def _hash(view: View, dialect: str) -> str:
    return hashlib.sha256(f"{view.meaning}\n{in_dialect(view.select, dialect)}".encode()).hexdigest()[:16]


def _statements(view: View, mark: str, dialect: str) -> list[str]:
    select = in_dialect(view.select, dialect)
    if dialect == "sqlite":
        return [f"CREATE VIEW {view.name} AS -- dateline view {mark}\n{select}"]
    said = f"{view.meaning} (dateline view {mark})".replace("'", "''")
    return [f"CREATE VIEW {view.name} AS {select}", f"COMMENT ON VIEW {view.name} IS '{said}'"]
