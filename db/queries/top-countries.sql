-- title: Countries in the news
-- description: Each country by the articles that name it, or its people and its adjective ("Chinese").
-- param limit = 20: how many countries
SELECT country_code AS code, country, articles, by_name, by_others AS by_people_and_places
FROM country_coverage
ORDER BY articles DESC, by_name DESC, code
LIMIT :limit
