"""The runs page: what each run saw, and why anything is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.site.asking import Asker, Row

RUNS = "SELECT * FROM ingest_runs ORDER BY id DESC LIMIT 200"
REJECTS = """
SELECT c.name AS collection, r.uri, r.error, r.message, r.mend, r.attempts, r.first_seen_at, r.last_tried_at,
       r.resolved_at
FROM rejects r JOIN collections c ON c.id = r.collection_id
ORDER BY CASE WHEN r.resolved_at IS NULL THEN 0 ELSE 1 END, c.name, r.uri, r.content_hash
LIMIT 500
"""
GONE = """
SELECT a.id, c.name AS collection, d.uri, a.title, d.vanished_at
FROM documents d JOIN collections c ON c.id = d.collection_id JOIN articles a ON a.document_id = d.id
WHERE d.vanished_at IS NOT NULL ORDER BY d.vanished_at DESC, c.name, d.uri LIMIT 200
"""
REMOVED = """
SELECT rule, role, count(*) AS blocks, count(DISTINCT document_id) AS documents, sum(raw_end - raw_start) AS characters
FROM blocks WHERE NOT kept AND role <> 'blank'
GROUP BY rule, role ORDER BY documents DESC, characters DESC, rule, role LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class RunsPage:
    """Runs, what could not be read, what has gone, and what was removed of what was read."""

    runs: Sequence[Row]
    rejects: Sequence[Row]
    gone: Sequence[Row]
    removed: Sequence[Row]

    @property
    def open(self) -> Sequence[Row]:
        """Rejects that still wait for somebody."""
        return [row for row in self.rejects if row["resolved_at"] is None]

    @property
    def settled(self) -> Sequence[Row]:
        """Rejects that were mended, or whose file is gone."""
        return [row for row in self.rejects if row["resolved_at"] is not None]


def runs_page(ask: Asker) -> RunsPage:
    """Ask for all of it."""
    return RunsPage(ask.rows(RUNS), ask.rows(REJECTS), ask.rows(GONE), ask.rows(REMOVED))
