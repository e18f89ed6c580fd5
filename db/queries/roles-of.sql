-- title: Which office or title someone is given
-- description: The titles written before a person's name, how often, and between which days of publishing.
-- param name: a name, spelling or key, such as Qin Gang
-- param limit = 50: how many
SELECT e.name,
       m.role,
       count(*) AS mentions,
       min(substr(CAST(a.published_at AS TEXT), 1, 10)) AS first_published_on,
       max(substr(CAST(a.published_at AS TEXT), 1, 10)) AS last_published_on
FROM mentions m
JOIN entities e ON e.id = m.entity_id
JOIN articles a ON a.id = m.article_id
WHERE m.role IS NOT NULL
  AND m.entity_id IN (SELECT id FROM entities WHERE name = :name OR key = :name
                      UNION SELECT entity_id FROM entity_aliases WHERE alias = :name)
GROUP BY e.id, e.name, e.key, m.role
ORDER BY mentions DESC, e.key, m.role
LIMIT :limit
