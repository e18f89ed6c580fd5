-- title: Who is named with whom
-- description: Two people named in one sentence, how often, and in how many articles; mentions-in-context shows them.
-- param limit = 10: how many pairs
SELECT one.name AS person,
       two.name AS with_person,
       count(DISTINCT a.article_id || ':' || a.field || ':' || a.sentence_start) AS sentences,
       count(DISTINCT a.article_id) AS articles
FROM mentions a
JOIN mentions b ON b.article_id = a.article_id AND b.field = a.field AND b.sentence_start = a.sentence_start
JOIN entities one ON one.id = a.entity_id AND one.type = 'person'
JOIN entities two ON two.id = b.entity_id AND two.type = 'person' AND two.key > one.key
GROUP BY one.id, one.name, two.id, two.name
ORDER BY sentences DESC, articles DESC, person, with_person
LIMIT :limit
