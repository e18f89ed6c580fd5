-- Mentions that refer to no entity: names that could be more than one, or that say too little.
-- mention_id (1): The mention.
-- article_id (1): The article.
-- written (Clinton): The name as written.
-- label (person): What it names.
-- field (body): Where it stands: title or body.
-- char_start [code points] (30): Where it begins there.
-- score [0 to 1] (0.93): How sure the recogniser was.
-- sentence (Clinton said …): Its sentence.
-- title (Two Clintons speak): The article's headline.
SELECT m.id AS mention_id,
       m.article_id,
       m.text AS written,
       m.label,
       m.field,
       m.char_start,
       m.score,
       substr(CASE m.field WHEN 'title' THEN a.title ELSE a.body END, m.sentence_start + 1,
              m.sentence_end - m.sentence_start) AS sentence,
       a.title
FROM mentions m
JOIN articles a ON a.id = m.article_id
WHERE m.entity_id IS NULL
