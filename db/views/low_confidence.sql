-- Mentions to check first: tied to an entity though the recogniser was not sure of the name.
-- mention_id (1): The mention.
-- article_id (1): The article.
-- entity_id (1): The entity.
-- key (person:qin-gang): The entity's key.
-- written (Qin): The name as written.
-- label (person): What it was taken for.
-- tied (surname): How it was tied to the entity.
-- score [0 to 1] (0.41): How sure the recogniser was.
SELECT m.id AS mention_id,
       m.article_id,
       m.entity_id,
       e.key,
       m.text AS written,
       m.label,
       m.tied,
       m.score
FROM mentions m
JOIN entities e ON e.id = m.entity_id
WHERE m.score < 0.5
