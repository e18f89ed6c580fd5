-- title: What was removed, and by which rule
-- description: Each rule that removed text, how much of it, and one example.
-- param limit = 50: how many rules
SELECT b.rule,
       b.role,
       count(*) AS blocks,
       count(DISTINCT b.document_id) AS documents,
       sum(b.raw_end - b.raw_start) AS characters,
       min(substr(d.text, b.raw_start + 1, CASE WHEN b.raw_end - b.raw_start < 80 THEN b.raw_end - b.raw_start ELSE 80 END))
           AS example
FROM blocks b JOIN documents d ON d.id = b.document_id
WHERE NOT b.kept
GROUP BY b.rule, b.role
ORDER BY documents DESC, characters DESC, b.rule, b.role
LIMIT :limit
