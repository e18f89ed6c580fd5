-- title: Names that are nobody's
-- description: Names that were found but tied to no entity, the most frequent first: too little was said, or too much.
-- param limit = 20: how many
SELECT text AS name, label, count(*) AS mentions, count(DISTINCT article_id) AS articles
FROM mentions
WHERE entity_id IS NULL
GROUP BY text, label
ORDER BY mentions DESC, name, label
LIMIT :limit
