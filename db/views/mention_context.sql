-- Each mention in its sentence, with the name [marked].
-- mention_id (1): The mention.
-- article_id (1): The article.
-- entity_id (1): The entity it refers to; null when that is not known.
-- key (person:qin-gang): The entity's key.
-- name (Qin Gang): The entity's name.
-- written (Qin): The name as written here.
-- label (person): What it names.
-- field (body): Where it stands: title or body.
-- char_start [code points] (30): Where it begins there.
-- char_end [code points] (38): Where it ends there, exclusive.
-- sentence (On Friday [Qin] said …): The sentence, the mention in square brackets.
-- tied (surname): How it was tied to the entity.
-- score [0 to 1] (0.93): How sure the recogniser was.
-- title (Chinese foreign minister assures …): The article's headline.
-- published_on [ISO 8601 date] (2023-05-05): Day of publishing, as far as the article tells.
SELECT m.id AS mention_id,
       m.article_id,
       m.entity_id,
       e.key,
       e.name,
       m.text AS written,
       m.label,
       m.field,
       m.char_start,
       m.char_end,
       substr(CASE m.field WHEN 'title' THEN a.title ELSE a.body END, m.sentence_start + 1,
              m.char_start - m.sentence_start)
       || '[' || m.text || ']'
       || substr(CASE m.field WHEN 'title' THEN a.title ELSE a.body END, m.char_end + 1,
                 m.sentence_end - m.char_end) AS sentence,
       m.tied,
       m.score,
       a.title,
       {day a.published_at} AS published_on
FROM mentions m
JOIN articles a ON a.id = m.article_id
LEFT JOIN entities e ON e.id = m.entity_id
