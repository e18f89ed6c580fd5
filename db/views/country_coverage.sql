-- How much each country is written about: by its name, or through people, places and adjectives that point to it.
-- country_code [ISO 3166-1 alpha-2] (CN): The country.
-- country (China): Its name; the code where no article names it.
-- articles [articles] (41): Articles that name it or something of it.
-- by_name [mentions] (80): Mentions of the country itself.
-- by_others [mentions] (95): Mentions of people, places and groups of it.
SELECT c.country_code,
       coalesce(e.name, c.country_code) AS country,
       c.articles,
       c.by_name,
       c.by_others
FROM (SELECT country_code, count(*) AS articles, sum(by_name) AS by_name, sum(by_others) AS by_others
      FROM country_appearances
      GROUP BY country_code) c
LEFT JOIN entities e ON e.key = 'country:' || c.country_code
