-- Mentions whose text does not stand at their offsets. Always empty: that is a promise.
-- mention_id (1): The mention.
-- article_id (1): The article.
-- field (body): Where it should stand: title or body.
-- char_start [code points] (30): Where it should begin there.
-- char_end [code points] (38): Where it should end there, exclusive.
-- written (Qin Gang): The mention's text.
-- found (in Gang,): What stands at its offsets.
SELECT m.id AS mention_id,
       m.article_id,
       m.field,
       m.char_start,
       m.char_end,
       m.text AS written,
       substr(CASE m.field WHEN 'title' THEN a.title ELSE a.body END, m.char_start + 1,
              m.char_end - m.char_start) AS found
FROM mentions m
JOIN articles a ON a.id = m.article_id
WHERE m.char_end <= m.char_start
   OR coalesce(substr(CASE m.field WHEN 'title' THEN a.title ELSE a.body END, m.char_start + 1,
                      m.char_end - m.char_start), '') <> m.text
