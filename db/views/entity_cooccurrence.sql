-- Which entities are named with an entity: in one article, in one sentence, and how much oftener than by chance.
--
-- Each pair stands twice, once from either side: ask with `WHERE entity_id = …`. Without that it counts every pair of
-- the database, which takes its time. (A window and not a second GROUP BY adds the two counts, for SQLite hands a
-- condition down through a window but not through two groups.)
-- entity_id (1): The entity.
-- other_id (2): The one that is named with it.
-- other_key (person:sergei-lavrov): The other's key.
-- other_name (Sergei Lavrov): The other's name.
-- other_type (person): What the other is.
-- articles [articles] (12): Articles that name both.
-- sentences [sentences] (4): Sentences that name both.
-- lift (3.5): Articles with both, over what chance alone would give: 1 is chance, 2 twice as often.
SELECT c.entity_id,
       c.other_id,
       o.key AS other_key,
       o.name AS other_name,
       o.type AS other_type,
       c.articles,
       c.sentences,
       CAST(c.articles AS double precision) * (SELECT count(*) FROM articles) / mine.articles / theirs.articles AS lift
FROM (SELECT DISTINCT entity_id,
             other_id,
             CAST(sum(articles) OVER (PARTITION BY entity_id, other_id) AS integer) AS articles,
             CAST(sum(sentences) OVER (PARTITION BY entity_id, other_id) AS integer) AS sentences
      FROM (SELECT p.entity_id, q.entity_id AS other_id, count(*) AS articles, 0 AS sentences
            FROM appearances p
            JOIN appearances q ON q.article_id = p.article_id AND q.entity_id <> p.entity_id
            GROUP BY p.entity_id, q.entity_id
            UNION ALL
            SELECT m.entity_id, n.entity_id AS other_id, 0 AS articles,
                   count(DISTINCT m.article_id || m.field || m.sentence_start) AS sentences
            FROM mentions m
            JOIN mentions n ON n.article_id = m.article_id AND n.field = m.field
                AND n.char_start >= m.sentence_start AND n.char_start < m.sentence_end AND n.entity_id <> m.entity_id
            GROUP BY m.entity_id, n.entity_id) pairs) c
JOIN entities o ON o.id = c.other_id
JOIN entity_totals mine ON mine.entity_id = c.entity_id
JOIN entity_totals theirs ON theirs.entity_id = c.other_id
