-- title: Which publishers write about someone or something
-- description: Publishers by the articles in which they name an entity, and how large a share of theirs that is.
-- param name: a name, spelling or key, such as Qin Gang
-- param limit = 20: how many publishers
WITH naming AS (
    SELECT a.source_id, count(DISTINCT a.id) AS articles, sum(p.mentions) AS mentions
    FROM appearances p JOIN articles a ON a.id = p.article_id
    WHERE p.entity_id IN (SELECT id FROM entities WHERE name = :name OR key = :name
                          UNION SELECT entity_id FROM entity_aliases WHERE alias = :name)
    GROUP BY a.source_id
),
every AS (
    SELECT source_id, count(*) AS articles FROM articles GROUP BY source_id
)
SELECT s.name AS source,
       n.articles,
       n.mentions,
       CAST(round(1000.0 * n.articles / every.articles) / 10 AS double precision) AS percent_of_its_articles
FROM naming n
JOIN every ON every.source_id = n.source_id
JOIN sources s ON s.id = n.source_id
ORDER BY n.articles DESC, n.mentions DESC, s.slug
LIMIT :limit
