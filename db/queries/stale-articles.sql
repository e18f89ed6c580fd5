-- title: Which articles were made by other versions than the newest run's
-- description: Versions of cleaning, recogniser and resolver, and how many articles each made; dateline reannotate --stale mends them.
-- param limit = 100: how many
SELECT a.cleaner_version, a.recogniser, a.recogniser_version, a.resolver_version, count(*) AS articles
FROM articles a
CROSS JOIN (SELECT versions FROM ingest_runs ORDER BY id DESC LIMIT 1) r
WHERE a.cleaner_version <> r.versions ->> 'cleaner'
   OR a.recogniser <> r.versions ->> 'recogniser'
   OR a.resolver_version <> r.versions ->> 'resolver'
GROUP BY a.cleaner_version, a.recogniser, a.recogniser_version, a.resolver_version
ORDER BY articles DESC, a.cleaner_version, a.recogniser, a.recogniser_version, a.resolver_version
LIMIT :limit
