-- title: What could not be read
-- description: Files and records that are not in the tables, why, and what to do about each.
-- param limit = 100: how many
SELECT c.name AS collection, r.uri, r.error, r.message, r.mend, r.attempts, r.first_seen_at
FROM rejects r JOIN collections c ON c.id = r.collection_id
WHERE r.resolved_at IS NULL AND r.ignored_at IS NULL
ORDER BY r.first_seen_at, c.name, r.uri
LIMIT :limit
