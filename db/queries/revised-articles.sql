-- title: Articles that were changed after they were published
-- description: Articles of which an earlier text is kept, how often each changed, and when last.
-- param limit = 50: how many
SELECT d.uri,
       a.title,
       count(*) AS revisions_kept,
       max(r.replaced_at) AS last_changed,
       (SELECT o.title FROM article_revisions o WHERE o.article_id = a.id ORDER BY o.revision LIMIT 1) AS first_title
FROM article_revisions r
JOIN articles a ON a.id = r.article_id
JOIN documents d ON d.id = a.document_id
GROUP BY a.id, d.uri, a.title
ORDER BY last_changed DESC, d.uri
LIMIT :limit
