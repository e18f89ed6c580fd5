-- title: When a country is in the news
-- description: Articles that name a country, or its people and places, by month of publishing.
-- param code: the country's code (ISO 3166-1 alpha-2), such as CN
-- param limit = 120: how many months, the latest first
SELECT substr(CAST(a.published_at AS TEXT), 1, 7) AS month,
       count(*) AS articles,
       sum(c.by_name) AS by_name,
       sum(c.by_others) AS by_people_and_places
FROM country_appearances c JOIN articles a ON a.id = c.article_id
WHERE c.country_code = :code
GROUP BY 1
ORDER BY month DESC NULLS LAST
LIMIT :limit
