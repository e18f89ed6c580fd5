"""Places as GeoJSON: valid, in the order of their keys, the same bytes whatever the order of loading."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from natural_keys import empty
from small_stories import rows_of, story
from sqlalchemy import Connection, Engine

from db.engine import transaction
from db.entities.geojson import geojson
from db.loading.load import load_batch
from db.running.folders import collection_for

NOW = datetime(2026, 11, 23, tzinfo=UTC)
POINTS = {"Moscow": (55.75, 37.62), "China": (35.0, 105.0), "PRC": (35.0, 105.0)}


def load(connection: Connection, uris: list[str]) -> None:
    number = collection_for(connection, Path("/data/news"))[0].id
    for uri in uris:
        article = story(uri, [5, 3, 4, 8])
        placed = [
            replace(m, lat=POINTS[m.text][0], lon=POINTS[m.text][1], place_score=0.9) if m.text in POINTS else m
            for m in article.mentions
        ]
        load_batch(connection, [rows_of(replace(article, mentions=tuple(placed)))], number, NOW)


@pytest.mark.parametrize("of", ["entities", "mentions"])
def test_the_same_bytes_in_any_order(engine: Engine, of: str) -> None:
    written = []
    for uris in (["a.txt", "b.txt", "Ü.txt"], ["Ü.txt", "b.txt", "a.txt"]):
        empty(engine)
        with transaction(engine) as connection:
            load(connection, uris)
            written.append("".join(geojson(connection, of)))
    assert written[0] == written[1]
    features = json.loads(written[0])["features"]
    assert {each["geometry"]["type"] for each in features} == {"Point"}


def test_a_place_is_one_feature_with_longitude_first(engine: Engine) -> None:
    with transaction(engine) as connection:
        load(connection, ["a.txt", "b.txt"])
        found = json.loads("".join(geojson(connection)))
    assert found["type"] == "FeatureCollection"
    china, moscow = found["features"]
    assert china["properties"]["key"] == "country:CN"
    assert china["properties"]["mentions"] == 4
    assert moscow["geometry"]["coordinates"] == [37.62, 55.75]
    assert moscow["properties"]["external_ids"] == {"geonames": "524901"}


def test_nothing_is_an_empty_collection(engine: Engine) -> None:
    with transaction(engine) as connection:
        assert json.loads("".join(geojson(connection))) == {"type": "FeatureCollection", "features": []}
