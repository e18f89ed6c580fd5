"""Databases as earlier versions left them: the schema of a step, and what of today's rows it had room for."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Table, insert, inspect, select, text

from db.engine import make_engine, transaction
from db.migrate import SCRIPTS
from db.models import Base


def make_earlier(revision: str, source: str, target: str) -> None:
    """Make `target` a database of schema `revision` with the rows of `source`, which is as things are today."""
    today, then = make_engine(source, read_only="://" not in source), make_engine(target)
    with transaction(today) as rows, transaction(then, foreign_keys=False) as made:
        _step(made, revision)
        there = inspect(made)
        for table in Base.metadata.sorted_tables:
            if there.has_table(table.name):
                _copy(rows, made, table, {str(column["name"]) for column in there.get_columns(table.name)})
        if made.dialect.name == "sqlite":
            made.execute(text("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')"))
    for engine in (today, then):
        engine.dispose()


def _step(connection: Connection, revision: str) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS))
    command.upgrade(config, revision)


def _copy(rows: Connection, made: Connection, table: Table, known: set[str]) -> None:
    columns = [column for column in table.columns if column.name in known]
    asked = select(*columns).order_by(*table.primary_key.columns)
    if made.dialect.name == "sqlite":
        # As they stand: through the types of today, JSON would be written with other spaces.
        stored = [tuple(row) for row in rows.exec_driver_sql(str(asked.compile(rows)))]
        names = ", ".join(column.name for column in columns)
        marks = ", ".join("?" for _ in columns)
        if stored:
            made.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", stored)
        return
    found = [dict(row._mapping) for row in rows.execute(asked)]
    if found:
        made.execute(insert(table), found)
    if "id" in known:
        after = f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name})"
        made.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {after}, false)"))
