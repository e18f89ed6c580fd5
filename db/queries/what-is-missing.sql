-- title: What the articles do not say
-- description: How many articles have no known publisher, date or language, and how many files could not be read.
SELECT 'articles' AS what, count(*) AS number FROM articles
UNION ALL SELECT 'articles without a publisher', count(*) FROM articles WHERE source_id IS NULL
UNION ALL SELECT 'articles without a date', count(*) FROM articles WHERE published_at IS NULL
UNION ALL SELECT 'articles without a language', sum(CASE WHEN language IS NULL THEN 1 ELSE 0 END) FROM articles
UNION ALL SELECT 'articles in which no name was found', count(*) FROM articles a
    WHERE NOT EXISTS (SELECT 1 FROM appearances p WHERE p.article_id = a.id)
UNION ALL SELECT 'mentions tied to no entity', count(*) FROM mentions WHERE entity_id IS NULL
UNION ALL SELECT 'files or records that could not be read', count(*) FROM rejects WHERE resolved_at IS NULL
