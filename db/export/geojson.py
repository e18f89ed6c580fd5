"""Places on the map: a GeoJSON FeatureCollection (RFC 7946), a point a place that has one."""

import json
from collections.abc import Iterator

from db.export.reading import Reader

PLACES = """
    SELECT e.key, e.name, e.type, e.country_code, m.lat, m.lon, count(*), count(DISTINCT m.article_id)
    FROM collections c CROSS JOIN documents d CROSS JOIN articles a CROSS JOIN mentions m CROSS JOIN entities e
    WHERE d.collection_id = c.id AND a.document_id = d.id {since} AND m.article_id = a.id AND e.id = m.entity_id
        AND m.lat IS NOT NULL AND m.lon IS NOT NULL
    GROUP BY e.key, e.name, e.type, e.country_code, m.lat, m.lon
    ORDER BY {bytes e.key}, m.lat, m.lon"""
"""Memory holds one row a place."""


def geojson_lines(reader: Reader) -> Iterator[str]:
    """One feature a line, by the entity's key: how often the place is named, and in how many articles."""
    yield '{"type": "FeatureCollection", "features": [\n'
    for number, (key, name, kind, country, lat, lon, mentions, articles) in enumerate(reader.select(PLACES)):
        said = {"key": key, "name": name, "type": kind, "country_code": country}
        feature = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {**said, "mentions": mentions, "articles": articles},
        }
        yield (",\n" if number else "") + json.dumps(feature, ensure_ascii=False)
    yield "\n]}\n"
