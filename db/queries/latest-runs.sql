-- title: The latest runs
-- description: When each run began, how it ended, and what it saw.
-- param limit = 10: how many runs
SELECT id AS run, started_at, finished_at, state, files_seen, files_new, files_changed, files_unchanged,
       files_vanished, files_rejected, articles, mentions, entities, error
FROM ingest_runs
ORDER BY id DESC
LIMIT :limit
