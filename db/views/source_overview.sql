-- Each publisher: how it was recognised, and what there is of it.
-- source_id (1): The source.
-- slug (cnews-live): Its key.
-- name (Cnews Live): Its name.
-- home_url (https://www.cnewslive.com/): Its home page.
-- basis (comments-not-ours): How it was recognised.
-- articles [articles] (120): Its articles.
-- words [words] (48210): Words of their bodies.
-- dated [articles] (96): Articles that say when they were published.
-- first_published_on [ISO 8601 date] (2023-01-02): Day of the earliest of these.
-- last_published_on [ISO 8601 date] (2023-06-01): Day of the latest of these.
-- languages [languages] (1): Languages of its articles.
SELECT s.id AS source_id,
       s.slug,
       s.name,
       s.home_url,
       s.basis,
       count(a.id) AS articles,
       coalesce(sum(a.word_count), 0) AS words,
       count(a.published_at) AS dated,
       min({day a.published_at}) AS first_published_on,
       max({day a.published_at}) AS last_published_on,
       count(DISTINCT a.language) AS languages
FROM sources s
LEFT JOIN articles a ON a.source_id = s.id
GROUP BY s.id, s.slug, s.name, s.home_url, s.basis
