-- title: Who is named more than before
-- description: Entities with more articles among the newest dated ones than among as many before these.
-- param type = person: of which type; % for all
-- param articles = 1000: how many articles each of the two stretches has
-- param limit = 20: how many
WITH dated AS (
    SELECT id, row_number() OVER (ORDER BY published_at DESC, id DESC) AS place
    FROM (SELECT id, published_at FROM articles WHERE published_at IS NOT NULL
          ORDER BY published_at DESC, id DESC LIMIT 2 * :articles) newest
)
SELECT e.name,
       e.type,
       sum(CASE WHEN dated.place <= :articles THEN 1 ELSE 0 END) AS articles_now,
       sum(CASE WHEN dated.place > :articles THEN 1 ELSE 0 END) AS articles_before
FROM dated
JOIN appearances p ON p.article_id = dated.id
JOIN entities e ON e.id = p.entity_id
WHERE e.type LIKE :type
GROUP BY e.id, e.name, e.type, e.key
HAVING sum(CASE WHEN dated.place <= :articles THEN 1 ELSE -1 END) > 0
ORDER BY sum(CASE WHEN dated.place <= :articles THEN 1 ELSE -1 END) DESC, articles_now DESC, e.key
LIMIT :limit
