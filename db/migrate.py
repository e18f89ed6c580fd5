"""Bring a database to the newest schema. Alembic is imported only when there is something to do."""

from datetime import timedelta

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from db.dictionary import write_dictionary
from db.engine import database_name, transaction
from db.errors import ForeignDatabase, NewerSchema, NotADatabase, OldSchema
from db.models import Base
from db.revisions import SCRIPTS, revisions
from db.running.lock import patiently, shut_out_writers
from db.views import drop_views, make_views

LOCK = 0x646174656C696E65
"""Key of the advisory lock on PostgreSQL that keeps two migrations apart ("dateline" in ASCII)."""


def migrate(engine: Engine, wait: timedelta = timedelta()) -> bool:
    """Bring the database to the newest schema, its views and dictionary up to date; whether the schema changed.

    A step of the schema waits up to `wait` for a run that is writing. Raises RunGoingOn when that has not ended by
    then, NewerSchema, ForeignDatabase, and what `transaction` raises.
    """
    with transaction(engine) as connection:
        _lock(connection)
        if schema_revision(connection) == revisions()[-1]:
            make_views(connection)
            write_dictionary(connection)
            return False
    patiently(lambda: _bring_up(engine), wait)
    return True


def _bring_up(engine: Engine) -> None:
    with transaction(engine, foreign_keys=False) as connection:
        _lock(connection)
        _refuse_what_is_not_ours(connection)
        if inspect(connection).has_table("run_locks"):
            shut_out_writers(connection)
        drop_views(connection)
        _upgrade(connection)
        _check_references(connection)
        make_views(connection)
        write_dictionary(connection)


def require_current(connection: Connection) -> None:
    """Raise OldSchema, NewerSchema or ForeignDatabase unless the database has the newest schema."""
    found = schema_revision(connection)
    _refuse_what_is_not_ours(connection)
    if found is None or found in revisions()[:-1]:
        raise OldSchema(f"{database_name(connection.engine.url)} is not migrated yet", "run `dateline migrate`")


def schema_revision(connection: Connection) -> str | None:
    """The revision that the database says it has; null for one without our tables."""
    savepoint = connection.begin_nested()
    try:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        savepoint.rollback()
        if "alembic_version" not in str(error.orig):
            raise
        return None
    savepoint.commit()
    return str(revision) if revision else None


def _refuse_what_is_not_ours(connection: Connection) -> None:
    name, found = database_name(connection.engine.url), schema_revision(connection)
    if found is not None and found not in revisions():
        raise NewerSchema(
            f"{name} was made by a newer dateline (schema {found})", "upgrade dateline: pip install -U dateline"
        )
    clash = sorted(set(inspect(connection).get_table_names()) & set(Base.metadata.tables))
    if found is None and clash:
        raise ForeignDatabase(f"{name} already has a table {clash[0]} that is not dateline's", "name another database")


def _upgrade(connection: Connection) -> None:
    """All steps in the caller's transaction: both databases roll DDL back."""
    from alembic import command  # noqa: PLC0415 (a quarter of a second that most runs need not spend)
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    command.upgrade(config, "head")


def _check_references(connection: Connection) -> None:
    """Foreign keys were off on SQLite: all must lead somewhere now, or nothing is kept of the upgrade."""
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        name = database_name(connection.engine.url)
        raise NotADatabase(f"{name} has references that lead nowhere", "restore it from a backup; nothing was changed")


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
