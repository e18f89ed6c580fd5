-- title: Every sentence that names someone
-- description: The sentences in which an entity is named, under whatever spelling, newest article first.
-- param name: a name, spelling or key, such as Qin Gang
-- param limit = 20: how many sentences
WITH newest AS (
    SELECT m.id
    FROM mentions m JOIN articles a ON a.id = m.article_id
    WHERE m.entity_id IN (SELECT id FROM entities WHERE name = :name OR key = :name
                          UNION SELECT entity_id FROM entity_aliases WHERE alias = :name)
    ORDER BY a.published_at DESC NULLS LAST, a.title, m.field DESC, m.char_start
    LIMIT :limit
)
SELECT m.text AS written, a.title AS article, a.published_at, m.field, m.char_start,
       substr(CASE m.field WHEN 'title' THEN a.title ELSE a.body END,
              m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence
FROM newest JOIN mentions m ON m.id = newest.id JOIN articles a ON a.id = m.article_id
ORDER BY a.published_at DESC NULLS LAST, a.title, m.field DESC, m.char_start
