-- When an entity is named: articles by the day they were published, beside the day they were first ingested.
--
-- Sum over any of the columns of time; each article counts in one row of an entity. Days are UTC. Where an article
-- does not say when it was published, the three columns of publishing are null; a date known to the month or year only
-- stands at its first day (see articles.published_precision).
-- entity_id (1): The entity.
-- key (person:qin-gang): The entity's key.
-- name (Qin Gang): Its canonical name.
-- type (person): What it is.
-- published_on [ISO 8601 date] (2023-05-05): Day of publishing.
-- published_week [ISO 8601 date] (2023-05-01): The Monday of that week.
-- published_month [ISO 8601 month] (2023-05): Its month.
-- ingested_on [ISO 8601 date] (2026-11-23): Day on which the documents were first read; says nothing of the news.
-- articles [articles] (3): Articles that name it.
-- mentions [mentions] (9): Times they name it.
SELECT e.id AS entity_id,
       e.key,
       e.name,
       e.type,
       {day a.published_at} AS published_on,
       {week a.published_at} AS published_week,
       {month a.published_at} AS published_month,
       {day d.first_seen_at} AS ingested_on,
       count(*) AS articles,
       sum(p.mentions) AS mentions
FROM entities e
JOIN appearances p ON p.entity_id = e.id
JOIN articles a ON a.id = p.article_id
JOIN documents d ON d.id = a.document_id
GROUP BY e.id, e.key, e.name, e.type, {day a.published_at}, {week a.published_at}, {month a.published_at},
         {day d.first_seen_at}
