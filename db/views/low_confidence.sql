-- Links to check first: names tied across documents by a rule, and those whose entity or place is not sure.
--
-- `dateline review` walks through them; what somebody judged is no longer here.
-- mention_id (1): The mention.
-- article_id (1): The article.
-- entity_id (1): The entity.
-- key (place:valencia-es): The entity's key.
-- written (Valencia): The name as written.
-- label (place): What it was taken for.
-- tied (gazetteer): How it was tied to the entity in its document.
-- score [0 to 1] (0.41): How sure the least sure step is.
-- reason (its place is not sure): What that step was.
SELECT m.id AS mention_id,
       m.article_id,
       m.entity_id,
       e.key,
       m.text AS written,
       m.label,
       m.tied,
       CASE WHEN t.score IS NOT NULL THEN t.score WHEN m.link_score < 0.7 THEN m.link_score ELSE m.place_score END
           AS score,
       CASE WHEN t.score IS NOT NULL THEN t.reason WHEN m.link_score < 0.7 THEN 'its entity is not sure'
            ELSE 'its place is not sure' END AS reason
FROM mentions m
JOIN entities e ON e.id = m.entity_id
LEFT JOIN entity_ties t ON t.key = m.resolved_key AND t.rule <> 'judgement'
WHERE (t.score IS NOT NULL OR m.link_score < 0.7 OR m.place_score < 0.6)
  AND NOT EXISTS (
      SELECT 1 FROM entity_judgements j
      JOIN articles a ON a.id = m.article_id
      JOIN documents d ON d.id = a.document_id
      WHERE j.action = 'keep' AND j.key IN (e.key, m.resolved_key)
        AND (j.alias IS NULL OR j.alias = m.text) AND (j.uri IS NULL OR j.uri = d.uri))
