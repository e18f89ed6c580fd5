-- What each run saw and wrote, how long it took, and how it ended.
-- run_id (7): The run.
-- started_at [UTC] (2026-11-23T13:00:00Z): When it began.
-- finished_at [UTC] (2026-11-23T13:00:09Z): When it ended; null while it runs.
-- seconds [seconds] (9): How long it took.
-- state (completed): running, completed, completed with rejects, failed, interrupted.
-- files_seen [files] (120): Files found; seen = new + changed + unchanged + rejected.
-- files_new [files] (3): Files read for the first time.
-- files_changed [files] (1): Files whose content changed.
-- files_unchanged [files] (115): Files that are as they were.
-- files_vanished [files] (0): Files that are gone since.
-- files_rejected [files] (1): Files that could not be read: see rejects.
-- articles [articles] (4): Articles written.
-- mentions [mentions] (96): Mentions written.
-- entities [entities] (11): Entities that were new.
-- error (LockedDatabase: …): Why it failed; null when it did not.
SELECT r.id AS run_id,
       r.started_at,
       r.finished_at,
       {seconds r.finished_at, r.started_at} AS seconds,
       r.state,
       r.files_seen,
       r.files_new,
       r.files_changed,
       r.files_unchanged,
       r.files_vanished,
       r.files_rejected,
       r.articles,
       r.mentions,
       r.entities,
       r.error
FROM ingest_runs r
