-- title: Articles of each day
-- description: How many articles were published on each day, as far as they tell; those that do not stand as null.
-- param limit = 60: how many days, the latest first
SELECT substr(CAST(published_at AS TEXT), 1, 10) AS day, count(*) AS articles, sum(word_count) AS words
FROM articles
GROUP BY substr(CAST(published_at AS TEXT), 1, 10)
ORDER BY day DESC NULLS LAST
LIMIT :limit
