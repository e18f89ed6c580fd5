-- title: What is named most, of one type
-- description: Organisations, places, groups or whatever type is asked for, by the number of articles.
-- param type = organization: person, organization, country, place, group or event
-- param limit = 20: how many
SELECT e.key, e.name, e.country_code AS country, t.articles, t.mentions, t.first_published_on, t.last_published_on
FROM entities e JOIN entity_totals t ON t.entity_id = e.id
WHERE e.type = :type
ORDER BY t.articles DESC, t.mentions DESC, e.key
LIMIT :limit
