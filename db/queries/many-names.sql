-- title: One thing, many names
-- description: Entities with more than one spelling, and all of those.
-- param limit = 20: how many entities
SELECT e.name, e.type, count(DISTINCT a.alias) AS spellings, sum(a.mentions) AS mentions,
       (SELECT min(x.alias) FROM entity_aliases x WHERE x.entity_id = e.id AND x.alias <> e.name) AS for_example
FROM entities e JOIN entity_aliases a ON a.entity_id = e.id
GROUP BY e.id, e.name, e.type
HAVING count(DISTINCT a.alias) > 1
ORDER BY spellings DESC, mentions DESC, e.name
LIMIT :limit
