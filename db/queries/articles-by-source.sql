-- title: Articles of each source
-- description: Publishers with their articles and words, and how they were recognised; unknown ones stand as null.
WITH counted AS (
    SELECT source_id, count(*) AS articles, sum(word_count) AS words, min(published_at) AS first_published,
           max(published_at) AS last_published
    FROM articles
    GROUP BY source_id
)
SELECT s.name AS source, s.basis AS recognised_by, c.articles, c.words, c.first_published, c.last_published
FROM counted c LEFT JOIN sources s ON s.id = c.source_id
ORDER BY c.articles DESC, source NULLS LAST
