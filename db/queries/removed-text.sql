-- title: What was removed, and by which rule
-- description: Each rule that removed text, how much of it, and one example.
-- param limit = 50: how many rules
WITH counted AS (
    SELECT rule, role, count(*) AS blocks, count(DISTINCT document_id) AS documents,
           sum(raw_end - raw_start) AS characters, min(document_id) AS one_document
    FROM blocks
    WHERE NOT kept
    GROUP BY rule, role
    ORDER BY documents DESC, characters DESC, rule, role
    LIMIT :limit
)
SELECT c.rule,
       c.role,
       c.blocks,
       c.documents,
       c.characters,
       (SELECT substr(d.text, b.raw_start + 1, CASE WHEN b.raw_end - b.raw_start < 80 THEN b.raw_end - b.raw_start ELSE 80 END)
        FROM documents d JOIN blocks b ON b.document_id = d.id
        WHERE d.id = c.one_document AND NOT b.kept AND b.rule = c.rule AND b.role = c.role
        ORDER BY b.position LIMIT 1) AS example
FROM counted c
ORDER BY c.documents DESC, c.characters DESC, c.rule, c.role
