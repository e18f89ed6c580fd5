-- title: Articles of which most was removed
-- description: Documents by the characters that cleaning removed, to see whether too much went; dateline restore puts text back.
-- param limit = 20: how many
WITH worst AS (
    SELECT document_id + 0 AS document_id, sum(raw_end - raw_start) AS removed, count(*) AS blocks, count(DISTINCT rule) AS rules
    FROM blocks
    WHERE NOT kept
    GROUP BY document_id + 0
    ORDER BY removed DESC, 1
    LIMIT :limit
)
SELECT d.uri, a.title, w.removed, length(d.text) AS characters, w.blocks, w.rules
FROM worst w
JOIN documents d ON d.id = w.document_id
JOIN articles a ON a.document_id = d.id
ORDER BY w.removed DESC, d.uri
