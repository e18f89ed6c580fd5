-- Which entities each article names, how often, and where first.
-- article_id (1): The article.
-- entity_id (1): The entity.
-- key (person:qin-gang): The entity's key.
-- name (Qin Gang): Its canonical name.
-- type (person): What it is: person, organization, country, place, group …
-- country_code [ISO 3166-1 alpha-2] (CN): Country it belongs to.
-- mentions [mentions] (6): Times the article names it.
-- in_title [mentions] (1): Times its title does; 0 for one that stands in the body only.
-- first_start [code points] (30): Where it is first named: in the title if it stands there, else in the body.
SELECT p.article_id,
       p.entity_id,
       e.key,
       e.name,
       e.type,
       e.country_code,
       p.mentions,
       p.in_title,
       p.first_start
FROM appearances p
JOIN entities e ON e.id = p.entity_id
