-- title: The latest runs
-- description: When each run began, what it did and saw, how it ended: files by what became of them; what was written.
-- param limit = 10: how many runs
SELECT id AS run, work, started_at AS started, finished_at AS finished, state, files_seen AS seen, files_new AS new,
       files_changed AS changed, files_unchanged AS unchanged, files_vanished AS vanished, files_rejected AS rejected,
       articles, mentions, entities, error
FROM ingest_runs
ORDER BY id DESC
LIMIT :limit
