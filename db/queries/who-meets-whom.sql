-- title: Who is named with whom
-- description: Two people named in one sentence, with a title of each, how often, in how many articles, and one such sentence.
-- param limit = 10: how many pairs
SELECT one.name AS person,
       max(a.role) AS title,
       two.name AS with_person,
       max(b.role) AS with_title,
       count(DISTINCT a.article_id) AS articles,
       count(DISTINCT a.article_id || ':' || a.field || ':' || a.sentence_start) AS sentences,
       min(substr(CASE a.field WHEN 'title' THEN t.title ELSE t.body END,
                  a.sentence_start + 1, a.sentence_end - a.sentence_start)) AS example
FROM mentions a
JOIN mentions b ON b.article_id = a.article_id AND b.field = a.field AND b.sentence_start = a.sentence_start
JOIN entities one ON one.id = a.entity_id AND one.type = 'person'
JOIN entities two ON two.id = b.entity_id AND two.type = 'person' AND two.key > one.key
JOIN articles t ON t.id = a.article_id
GROUP BY one.id, one.name, two.id, two.name
ORDER BY sentences DESC, articles DESC, person, with_person
LIMIT :limit
