-- title: People named most
-- description: Each person with the country most of its mentions point to, by the number of articles.
-- param limit = 20: how many people
SELECT e.name AS person, e.country_code AS country, count(DISTINCT m.article_id) AS articles, count(*) AS mentions
FROM entities e JOIN mentions m ON m.entity_id = e.id
WHERE e.type = 'person'
GROUP BY e.id, e.name, e.country_code
ORDER BY articles DESC, mentions DESC, person
LIMIT :limit
