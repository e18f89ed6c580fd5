"""FollowTheMoney entities as JSON lines, for Aleph and its kin; schemata as in followthemoney 4.11.

People and organisations are Person and Organization; places and countries are Address; an article is an Article with
its text; one Mention an article says which names in it meant which Person or Organization. What FollowTheMoney has no
entity for (groups, events, works) stands among the article's namesMentioned. An id is the hash of a natural key.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from db.export.reading import Reader
from db.export.resources import RESOURCES
from db.export.told import Told, articles

SCHEMATA = {"person": "Person", "organization": "Organization", "place": "Address", "country": "Address"}

LANGUAGES = {
    "ar": "ara", "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est",
    "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "id": "ind", "it": "ita",
    "ja": "jpn", "ko": "kor", "lt": "lit", "lv": "lav", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron",
    "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
}  # fmt: skip
"""FollowTheMoney speaks ISO 639-3; a language that is not here is left out."""

MENTIONED = {"person": "peopleMentioned", "organization": "companiesMentioned", "place": "locationMentioned",
             "country": "locationMentioned"}  # fmt: skip


def lines(reader: Reader) -> Iterator[str]:
    """Every entity, a line each: those that are named, then each article with its mentions."""
    for entity in _entities(reader):
        yield _line(entity)
    for told in articles(reader):
        yield _line(_article(told))
        for mention in _mentions(told):
            yield _line(mention)


def identity(kind: str, key: str) -> str:
    """An id that FollowTheMoney takes, and that is the same in every export."""
    return hashlib.sha1(f"{kind}\0{key}".encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def _entities(reader: Reader) -> Iterator[dict[str, Any]]:
    named = {resource.name: resource for resource in RESOURCES}
    spelt = groupby(reader.rows(named["entity_aliases"]), key=lambda row: row[0])
    waiting = next(spelt, None)
    for key, kind, name, country, _ in reader.rows(named["entities"]):
        spellings: list[str] = []
        if waiting is not None and waiting[0] == key:
            spellings = sorted({row[1] for row in waiting[1]} - {name})
            waiting = next(spelt, None)
        if schema := SCHEMATA.get(kind):
            named_as = {"full": [name]} if schema == "Address" else {"name": [name], "alias": spellings}
            yield _entity(identity("entity", key), schema, {**named_as, "country": _code(country), "keywords": [key]})


def _article(told: Told) -> dict[str, Any]:
    article = told.article
    mentioned: dict[str, set[str]] = {}
    for mention in told.mentions:
        mentioned.setdefault(MENTIONED.get(mention["label"], "namesMentioned"), set()).add(mention["text"])
    countries = sorted({code.lower() for mention in told.mentions if (code := mention["country_code"])})
    said = {
        "title": article["title"],
        "summary": article["subtitle"],
        "author": article["byline"],
        "publisher": article["source_name"],
        "sourceUrl": article["url"],
        "language": LANGUAGES.get(article["language"] or ""),
        "publishedAt": _when(article),
        "modifiedAt": article["modified_at"],
        "fileName": article["uri"],
        "bodyText": article["body"],
    }
    properties = {name: [value] for name, value in said.items() if value}
    properties |= {name: sorted(texts) for name, texts in sorted(mentioned.items())}
    return _entity(identity("article", told.place), "Article", {**properties, "detectedCountry": countries})


def _mentions(told: Told) -> Iterator[dict[str, Any]]:
    of_entity: dict[str, list[Mapping[str, Any]]] = {}
    for mention in told.mentions:
        if mention["entity"] and SCHEMATA.get(mention["entity"].partition(":")[0]) in ("Person", "Organization"):
            of_entity.setdefault(mention["entity"], []).append(mention)
    for key, mentions in sorted(of_entity.items()):
        properties = {
            "document": [identity("article", told.place)],
            "resolved": [identity("entity", key)],
            "name": sorted({mention["text"] for mention in mentions}),
            "detectedSchema": [SCHEMATA[key.partition(":")[0]]],
            "contextCountry": sorted({code.lower() for m in mentions if (code := m["country_code"])}),
        }
        yield _entity(identity("mention", f"{told.place}\0{key}"), "Mention", properties)


def _when(article: Mapping[str, Any]) -> str | None:
    """As exact as it is known: FollowTheMoney takes a year, a month, a day, or an instant without a zone."""
    length = {"year": 4, "month": 7, "day": 10}.get(article["published_precision"] or "", 19)
    return (article["published_at"] or "")[:length] or None


def _code(country: str | None) -> list[str]:
    return [country.lower()] if country else []


def _entity(key: str, schema: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": {name: values for name, values in properties.items() if values}}


def _line(entity: Mapping[str, Any]) -> str:
    return json.dumps(entity, ensure_ascii=False) + "\n"
