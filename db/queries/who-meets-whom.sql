-- title: Who is named with whom
-- description: Two people named in one sentence, in the newest articles: how often, and in how many; mentions-in-context shows them.
-- param limit = 10: how many pairs
-- param articles = 5000: how many articles are looked at, the newest first
WITH newest AS (
    SELECT id FROM articles ORDER BY published_at DESC NULLS LAST, id DESC LIMIT :articles
)
SELECT one.name AS person,
       two.name AS with_person,
       count(DISTINCT a.article_id || a.field || a.sentence_start) AS sentences,
       count(DISTINCT a.article_id) AS articles
FROM newest
CROSS JOIN mentions a
CROSS JOIN entities one
CROSS JOIN mentions b
CROSS JOIN entities two
WHERE a.article_id = newest.id AND one.id = a.entity_id AND one.type = 'person'
  AND b.article_id = a.article_id AND b.field = a.field
  AND b.char_start >= a.sentence_start AND b.char_start < a.sentence_end
  AND two.id = b.entity_id AND two.type = 'person' AND two.key > one.key
GROUP BY one.id, one.name, two.id, two.name
ORDER BY sentences DESC, articles DESC, person, with_person
LIMIT :limit
