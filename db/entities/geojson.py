"""Places on the map as a GeoJSON FeatureCollection (RFC 7946), one feature a line: the same bytes for the same rows."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, text

ENTITIES = """
    SELECT e.key, e.name, e.type, e.country_code, CAST(e.external_ids AS TEXT) AS external_ids, m.lat, m.lon,
           count(*) AS mentions
    FROM entities e JOIN mentions m ON m.entity_id = e.id
    WHERE m.lat IS NOT NULL AND m.lon IS NOT NULL AND e.type IN ('place', 'country')
    GROUP BY e.id, m.lat, m.lon
    ORDER BY e.key {collate}, count(*) DESC, m.lat, m.lon"""

MENTIONS = """
    SELECT d.uri, m.field, m.char_start, m.char_end, m.text, m.label, m.country_code, m.lat, m.lon, m.place_score,
           e.key AS entity, a.title
    FROM mentions m JOIN articles a ON a.id = m.article_id JOIN documents d ON d.id = a.document_id
    LEFT JOIN entities e ON e.id = m.entity_id
    WHERE m.lat IS NOT NULL AND m.lon IS NOT NULL
    ORDER BY d.uri {collate}, d.collection_id, m.field {collate}, m.char_start"""

COLLATE = {"sqlite": "", "postgresql": 'COLLATE "C"'}
"""What puts texts into the order of their code points on either database."""


def geojson(connection: Connection, of: str = "entities") -> Iterator[str]:
    """Lines of a FeatureCollection of `entities` (places and countries, at the point most mentions have) or `mentions`.

    Coordinates are longitude, then latitude, in degrees (WGS 84). Raises KeyError for another `of`.
    """
    found = {"entities": _entities, "mentions": _mentions}[of](connection)
    yield '{"type":"FeatureCollection","features":[\n'
    for number, (lat, lon, properties) in enumerate(found):
        point = {"type": "Point", "coordinates": [lon, lat]}
        feature = {"type": "Feature", "geometry": point, "properties": properties}
        yield (",\n" if number else "") + json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
    yield "\n]}\n"


Point = tuple[float, float, dict[str, Any]]


def _entities(connection: Connection) -> Iterator[Point]:
    for _, rows in groupby(_rows(connection, ENTITIES), key=lambda row: row.key):
        points = list(rows)
        properties = {name: getattr(points[0], name) for name in ("key", "name", "type", "country_code")}
        ids = points[0].external_ids
        properties["external_ids"] = json.loads(ids) if ids else None
        properties["mentions"] = sum(row.mentions for row in points)
        yield points[0].lat, points[0].lon, properties


def _mentions(connection: Connection) -> Iterator[Point]:
    names = (
        "uri",
        "field",
        "char_start",
        "char_end",
        "text",
        "label",
        "entity",
        "country_code",
        "place_score",
        "title",
    )
    for row in _rows(connection, MENTIONS):
        yield row.lat, row.lon, {name: getattr(row, name) for name in names}


def _rows(connection: Connection, statement: str) -> Iterator[Row[Any]]:
    streamed = connection.execution_options(stream_results=True)
    return iter(streamed.execute(text(statement.format(collate=COLLATE[connection.dialect.name]))))
