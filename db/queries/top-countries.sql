-- title: Countries in the news
-- description: Each country by the articles that name it, or its people and its adjective ("Chinese").
-- param limit = 20: how many countries
SELECT m.country_code AS code,
       coalesce(max(c.name), m.country_code) AS country,
       count(DISTINCT m.article_id) AS articles,
       sum(CASE WHEN m.label = 'country' THEN 1 ELSE 0 END) AS by_name,
       sum(CASE WHEN m.label = 'country' THEN 0 ELSE 1 END) AS by_people_and_places
FROM mentions m
LEFT JOIN entities c ON c.key = 'country:' || m.country_code
WHERE m.country_code IS NOT NULL
GROUP BY m.country_code
ORDER BY articles DESC, by_name DESC, code
LIMIT :limit
