"""Let go of what is old: revisions, runs, closed rejects, and on demand what vanished. Nothing else is ever deleted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, func, select

from db.cleaning.learned import CANDIDATES, ask_for_review
from db.keeping.repair import repair_counts
from db.models import Article, ArticleRevision, Document, File, IngestRun, MentionRevision, Reject

DOCUMENTS = cast(Table, Document.__table__)
REVISIONS = cast(Table, ArticleRevision.__table__)
MENTIONS = cast(Table, MentionRevision.__table__)


@dataclass(frozen=True, slots=True)
class Old:
    """What may go. `revisions`: older ones than so many newest of each article; with `before`, only if replaced then.

    `before` alone: runs that ended and rejects that were closed before, and mentions that were replaced before, which
    are kept to compare such runs; with `vanished` documents that vanished before.
    """

    revisions: int | None = None
    before: datetime | None = None
    vanished: bool = False


def count_old(connection: Connection, old: Old) -> dict[str, int]:
    """How many rows would go, by table."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table).where(which)).scalar_one()
        for table, which in _doomed(old)
    }


def prune(connection: Connection, old: Old) -> None:
    """Delete them. Sources of documents that go are to be reviewed: `learn` must follow."""
    doomed = _doomed(old)
    for table, which in doomed:
        if table is DOCUMENTS:
            gone = select(DOCUMENTS.c.id).where(which)
            touched = select(CANDIDATES.c.source_id).where(CANDIDATES.c.document_id.in_(gone)).distinct()
            ask_for_review(connection, list(connection.execute(touched).scalars()))
        connection.execute(delete(table).where(which))
    if any(table is DOCUMENTS for table, _ in doomed):
        empty = File.vanished_at.is_not(None) & File.id.not_in(select(DOCUMENTS.c.file_id))
        connection.execute(delete(File).where(empty))
        repair_counts(connection)


def vacuum(engine: Engine) -> None:
    """Give the room of what was deleted back to the disk, and look at the tables anew for planning."""
    with engine.connect() as connection:
        driver = cast(Any, connection.connection.driver_connection)
        if engine.dialect.name == "sqlite":
            for statement in ("VACUUM", "PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"):
                driver.execute(statement)
        else:
            driver.autocommit = True
            driver.execute("VACUUM (ANALYZE)")
            driver.autocommit = False


def _doomed(old: Old) -> list[tuple[Table, ColumnElement[bool]]]:
    doomed: list[tuple[Table, ColumnElement[bool]]] = []
    if old.revisions is not None:
        newest = select(Article.revision).where(Article.id == REVISIONS.c.article_id).scalar_subquery()
        which = REVISIONS.c.revision < newest - old.revisions
        doomed.append((REVISIONS, which & (REVISIONS.c.replaced_at < old.before) if old.before else which))
    if old.before is not None:
        doomed.append((MENTIONS, MENTIONS.c.replaced_at < old.before))
        doomed.append((cast(Table, IngestRun.__table__), IngestRun.finished_at < old.before))
        doomed.append((cast(Table, Reject.__table__), Reject.resolved_at < old.before))
        if old.vanished:
            doomed.append((DOCUMENTS, DOCUMENTS.c.vanished_at < old.before))
    return doomed
