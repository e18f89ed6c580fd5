-- Each entity with its spellings, how often it is named, and between which days.
-- entity_id (1): The entity.
-- key (person:qin-gang): Its key: type and slug.
-- name (Qin Gang): Its canonical name.
-- type (person): What it is: person, organization, country, place, group …
-- country_code [ISO 3166-1 alpha-2] (CN): Country it belongs to.
-- articles [articles] (41): Articles that name it.
-- mentions [mentions] (96): Times they name it.
-- first_published_on [ISO 8601 date] (2023-05-05): Day of the earliest of these articles that say when they were published.
-- last_published_on [ISO 8601 date] (2023-06-01): Day of the latest of them.
-- spellings [spellings] (2): Different spellings seen.
-- aliases (Qin Gang, Qin): The spellings, the most used first, at most twenty.
SELECT e.id AS entity_id,
       e.key,
       e.name,
       e.type,
       e.country_code,
       t.articles,
       t.mentions,
       t.first_published_on,
       t.last_published_on,
       (SELECT count(DISTINCT x.alias) FROM entity_aliases x WHERE x.entity_id = e.id) AS spellings,
       (SELECT {joined s.alias}
        FROM (SELECT x.alias FROM entity_aliases x WHERE x.entity_id = e.id
              GROUP BY x.alias ORDER BY sum(x.mentions) DESC, x.alias LIMIT 20) s) AS aliases
FROM entities e
JOIN entity_totals t ON t.entity_id = e.id
