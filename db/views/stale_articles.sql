-- Articles made by other versions than the newest run's; `dateline reannotate --stale` mends them.
-- article_id (1): The article.
-- uri (2023/05/story.txt): Its document.
-- title (Chinese foreign minister assures …): Its headline.
-- cleaner_version (1): Version of cleaning that made it.
-- cleaner_now (2): The newest run's.
-- recogniser (spacy): Recogniser that found its names.
-- recogniser_now (newswire): The newest run's.
-- resolver_version (1): Version of what tied its names to entities.
-- resolver_now (2): The newest run's.
SELECT a.id AS article_id,
       d.uri,
       a.title,
       a.cleaner_version,
       r.versions ->> 'cleaner' AS cleaner_now,
       a.recogniser,
       r.versions ->> 'recogniser' AS recogniser_now,
       a.resolver_version,
       r.versions ->> 'resolver' AS resolver_now
FROM articles a
JOIN documents d ON d.id = a.document_id
CROSS JOIN (SELECT versions FROM ingest_runs ORDER BY id DESC LIMIT 1) r
WHERE a.cleaner_version <> r.versions ->> 'cleaner'
   OR a.recogniser <> r.versions ->> 'recogniser'
   OR a.resolver_version <> r.versions ->> 'resolver'
