"""What happened from one run to another."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, literal, select, union_all

from db.models import Article, ArticleRevision, Document, IngestRun

MOST = 100
"""Articles that are told."""

LEFT_OUT = {"id", "flow_run_id", "reasons", "step_seconds", "versions"}


class Runs(NamedTuple):
    """Two runs as `ingest_runs` has them, the earlier first."""

    first: RowMapping
    second: RowMapping

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the end of the first to the end of the second; of a run that has not ended, its beginning."""
        a, b = self
        return a["finished_at"] or a["started_at"], b["finished_at"] or b["started_at"]


def two_runs(connection: Connection, first: int, second: int) -> Runs:
    """These runs. Raises LookupError with the number of one that is not there."""
    table = IngestRun.__table__
    found = {row.id: row._mapping for row in connection.execute(select(table).where(IngestRun.id.in_([first, second])))}
    for number in (first, second):
        if number not in found:
            raise LookupError(number)
    return Runs(found[min(first, second)], found[max(first, second)])


def told_of_themselves(runs: Runs) -> list[tuple[str, Any, Any]]:
    """The columns of both runs side by side."""
    a, b = runs
    rows = [(name.replace("_", " "), a[name], b[name]) for name in a if name not in LEFT_OUT]
    rows += [(f"version: {name}", a["versions"].get(name), b["versions"].get(name)) for name in sorted(
        {**a["versions"], **b["versions"]})]  # fmt: skip
    return rows


def came_and_went(connection: Connection, runs: Runs) -> list[tuple[Any, ...]]:
    """Uri, what and when of articles that came, were replaced or went after the first run and by the end of the second.

    At most MOST, in their order.
    """
    began, ended = runs.moments
    changes = union_all(
        select(Document.uri, literal("replaced").label("what"), ArticleRevision.replaced_at.label("moment"))
        .join_from(ArticleRevision, Article)
        .join(Document, Document.id == Article.document_id),
        select(Document.uri, literal("new"), Document.first_seen_at),
        select(Document.uri, literal("vanished"), Document.vanished_at),
    ).subquery()
    within = select(changes).where(changes.c.moment >= began, changes.c.moment <= ended)
    ordered = within.order_by(changes.c.moment, changes.c.uri).limit(MOST)
    return [tuple(row) for row in connection.execute(ordered)]
