-- title: Who and what an article names
-- description: The entities of one article in the order in which it first names them, those of its title first.
-- param uri: the article's uri, as articles-naming shows it
SELECT v.name, v.type, v.country_code AS country, v.mentions, v.in_title, v.first_start
FROM documents d
JOIN articles a ON a.document_id = d.id
JOIN article_entities v ON v.article_id = a.id
WHERE d.collection_id IN (SELECT id FROM collections) AND d.uri = :uri
ORDER BY d.collection_id, CASE WHEN v.in_title > 0 THEN 0 ELSE 1 END, v.first_start, v.key
