-- title: Articles that name someone or something
-- description: The newest articles that name an entity, with how often, whether in the title, and where to find each.
-- param name: a name, spelling or key, such as Qin Gang
-- param limit = 20: how many articles
WITH meant AS (
    SELECT id FROM entities WHERE name = :name OR key = :name
    UNION SELECT entity_id FROM entity_aliases WHERE alias = :name
),
newest AS (
    SELECT a.id, sum(p.mentions) AS mentions, sum(p.in_title) AS in_title
    FROM appearances p JOIN articles a ON a.id = p.article_id
    WHERE p.entity_id IN (SELECT id FROM meant)
    GROUP BY a.id, a.published_at
    ORDER BY a.published_at DESC NULLS LAST, a.id
    LIMIT :limit
)
SELECT substr(CAST(a.published_at AS TEXT), 1, 10) AS published, a.source_name AS source, a.title, n.mentions,
       n.in_title, d.uri
FROM newest n JOIN articles a ON a.id = n.id JOIN documents d ON d.id = a.document_id
ORDER BY a.published_at DESC NULLS LAST, a.id
