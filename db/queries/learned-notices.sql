-- title: Which notices were learned from the corpus
-- description: Standing notices of each source, and those that somebody refused; veto one with dateline rules veto.
-- param limit = 200: how many
WITH counted AS (
    SELECT source_id, place, fingerprint, count(*) AS documents, min(document_id) AS first_document
    FROM notice_candidates
    WHERE fingerprint IN (SELECT fingerprint FROM learned_notices UNION SELECT fingerprint FROM notice_vetoes)
    GROUP BY source_id, place, fingerprint
)
SELECT s.slug AS source,
       c.place,
       c.fingerprint,
       CASE WHEN v.fingerprint IS NOT NULL THEN 'vetoed' ELSE 'learned' END AS state,
       n.stories,
       c.documents,
       v.why,
       substr(d.text, x.raw_start + 1, x.raw_end - x.raw_start) AS example
FROM counted c
JOIN sources s ON s.id = c.source_id
JOIN notice_candidates x ON x.source_id = c.source_id AND x.place = c.place AND x.fingerprint = c.fingerprint
    AND x.document_id = c.first_document
JOIN documents d ON d.id = c.first_document
LEFT JOIN learned_notices n ON n.source_id = c.source_id AND n.place = c.place AND n.fingerprint = c.fingerprint
LEFT JOIN notice_vetoes v ON v.fingerprint = c.fingerprint
WHERE n.fingerprint IS NOT NULL OR v.fingerprint IS NOT NULL
ORDER BY s.slug, c.documents DESC, c.fingerprint, c.place
LIMIT :limit
