"""What happened from one run to another."""

from typing import Any

from sqlalchemy import Connection, literal, select, union_all

from db.models import Article, ArticleRevision, Document, IngestRun

MOST = 100
"""Articles that are told."""

LEFT_OUT = {"id", "flow_run_id", "reasons", "step_seconds", "versions"}


def between_runs(
    connection: Connection, first: int, second: int
) -> tuple[list[tuple[str, Any, Any]], list[tuple[Any, ...]]]:
    """The columns of both runs side by side; and uri, what and when of articles that came, changed or went.

    That is from the start of the first run to the end of the second. Raises LookupError with the number of a run that
    is not there.
    """
    table = IngestRun.__table__
    found = {row.id: row._mapping for row in connection.execute(select(table).where(IngestRun.id.in_([first, second])))}
    for number in (first, second):
        if number not in found:
            raise LookupError(number)
    a, b = found[first], found[second]
    rows = [(name.replace("_", " "), a[name], b[name]) for name in a if name not in LEFT_OUT]
    rows += [(f"version: {name}", a["versions"].get(name), b["versions"].get(name)) for name in sorted(
        {**a["versions"], **b["versions"]})]  # fmt: skip
    end = b["finished_at"] or b["started_at"]
    changes = union_all(
        select(Document.uri, literal("replaced").label("what"), ArticleRevision.replaced_at.label("moment"))
        .join_from(ArticleRevision, Article)
        .join(Document, Document.id == Article.document_id),
        select(Document.uri, literal("new"), Document.first_seen_at),
        select(Document.uri, literal("vanished"), Document.vanished_at),
    ).subquery()
    within = select(changes).where(changes.c.moment >= a["started_at"], changes.c.moment <= end)
    ordered = within.order_by(changes.c.moment, changes.c.uri).limit(MOST)
    return rows, [tuple(row) for row in connection.execute(ordered)]
