-- title: Who and what is named together with someone
-- description: What shares articles and sentences with an entity, and how much oftener than by chance (lift: 1 is chance).
-- param name: a name, spelling or key, such as Qin Gang
-- param type = %: only those of one type, such as person
-- param least = 2: articles that must name both
-- param limit = 20: how many
WITH meant AS (
    SELECT id FROM entities WHERE name = :name OR key = :name
    UNION SELECT entity_id FROM entity_aliases WHERE alias = :name
),
mine AS (
    SELECT DISTINCT article_id FROM appearances WHERE entity_id IN (SELECT id FROM meant)
),
together AS (
    SELECT q.entity_id, count(*) AS articles
    FROM mine JOIN appearances q ON q.article_id = mine.article_id
    GROUP BY q.entity_id HAVING count(*) >= :least
),
close AS (
    SELECT n.entity_id, count(DISTINCT m.article_id || m.field || m.sentence_start) AS sentences
    FROM mentions m JOIN mentions n ON n.article_id = m.article_id AND n.field = m.field
        AND n.char_start >= m.sentence_start AND n.char_start < m.sentence_end
    WHERE m.entity_id IN (SELECT id FROM meant)
    GROUP BY n.entity_id
)
SELECT e.name,
       e.type,
       t.articles,
       coalesce(c.sentences, 0) AS sentences,
       CAST(round(100.0 * t.articles * (SELECT count(*) FROM articles) / (SELECT count(*) FROM mine) / x.articles) / 100
            AS double precision) AS lift
FROM together t
JOIN entities e ON e.id = t.entity_id
JOIN entity_totals x ON x.entity_id = t.entity_id
LEFT JOIN close c ON c.entity_id = t.entity_id
WHERE t.entity_id NOT IN (SELECT id FROM meant) AND e.type LIKE :type
ORDER BY t.articles DESC, sentences DESC, e.key
LIMIT :limit
