-- title: When an entity is in the news
-- description: Articles that name an entity by month, year or day of publishing; those that do not say when stand as null.
-- param name: a name, spelling or key, such as Qin Gang
-- param by = month: day, month or year
-- param limit = 400: how many rows, the latest first
SELECT substr(CAST(a.published_at AS TEXT), 1, CASE :by WHEN 'day' THEN 10 WHEN 'year' THEN 4 ELSE 7 END) AS published,
       count(DISTINCT a.id) AS articles,
       sum(p.mentions) AS mentions
FROM appearances p JOIN articles a ON a.id = p.article_id
WHERE p.entity_id IN (SELECT id FROM entities WHERE name = :name OR key = :name
                      UNION SELECT entity_id FROM entity_aliases WHERE alias = :name)
GROUP BY 1
ORDER BY published DESC NULLS LAST
LIMIT :limit
