-- Every stretch that cleaning removed, with the rule that removed it.
-- document_id (1): The document.
-- article_id (1): Its article.
-- uri (2023/05/story.txt): The document's path; with `#n` for a record.
-- position (7): Place among the document's blocks, from 0.
-- role (notice): What it is: title, notice, navigation …
-- rule (comments-not-ours): The rule that removed it.
-- score [0 to 1] (0.97): How sure the rule was; null where it is a plain rule.
-- raw_start [code points] (3010): Where it begins in documents.text.
-- raw_end [code points] (3160): Where it ends there, exclusive.
-- text (The comments posted here …): The removed text.
SELECT b.document_id,
       a.id AS article_id,
       d.uri,
       b.position,
       b.role,
       b.rule,
       b.score,
       b.raw_start,
       b.raw_end,
       substr(d.text, b.raw_start + 1, b.raw_end - b.raw_start) AS text
FROM blocks b
JOIN documents d ON d.id = b.document_id
JOIN articles a ON a.document_id = b.document_id
WHERE NOT b.kept
