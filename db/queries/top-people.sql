-- title: People named most
-- description: Each person with the country most of its mentions point to, by the number of articles.
-- param limit = 20: how many people
SELECT name AS person, country_code AS country, articles, mentions
FROM entities e JOIN entity_totals t ON t.entity_id = e.id
WHERE type = 'person'
ORDER BY articles DESC, mentions DESC, person, key
LIMIT :limit
