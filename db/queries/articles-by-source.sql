-- title: Articles of each source
-- description: Publishers with their articles and words, and how they were recognised; unknown ones stand as null.
SELECT s.name AS source, s.basis AS recognised_by, count(*) AS articles, sum(a.word_count) AS words,
       min(a.published_at) AS first_published, max(a.published_at) AS last_published
FROM articles a LEFT JOIN sources s ON s.id = a.source_id
GROUP BY s.id, s.name, s.basis
ORDER BY articles DESC, source NULLS LAST
