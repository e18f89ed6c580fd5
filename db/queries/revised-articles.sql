-- title: Articles that were changed after they were published
-- description: Articles of which an earlier text is kept, how often each changed, and when last.
-- param limit = 50: how many
WITH changed AS (
    SELECT article_id, count(*) AS revisions_kept, max(replaced_at) AS last_changed
    FROM article_revisions
    GROUP BY article_id
    ORDER BY last_changed DESC, article_id
    LIMIT :limit
)
SELECT d.uri,
       a.title,
       c.revisions_kept,
       c.last_changed,
       (SELECT o.title FROM article_revisions o WHERE o.article_id = a.id ORDER BY o.revision LIMIT 1) AS first_title
FROM changed c
JOIN articles a ON a.id = c.article_id
JOIN documents d ON d.id = a.document_id
ORDER BY c.last_changed DESC, d.uri
