-- title: Every spelling of one entity
-- description: The entity that is called so, or has that key, with all its spellings and how each was tied.
-- param name: a name, spelling or key, such as SCO or country:US
SELECT e.key, e.name, a.alias, a.tied, a.mentions
FROM entities e JOIN entity_aliases a ON a.entity_id = e.id
WHERE e.id IN (SELECT id FROM entities WHERE name = :name OR key = :name
               UNION SELECT entity_id FROM entity_aliases WHERE alias = :name)
ORDER BY e.key, a.mentions DESC, a.alias, a.tied
