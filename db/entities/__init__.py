"""Names across documents: which are one entity, what people judged, how sure each link is."""
