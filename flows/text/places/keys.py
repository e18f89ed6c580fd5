"""Keys of places that tell two Moscows apart and stay readable: `place:moscow-ru`, `place:moscow-us-id`."""

from functools import lru_cache

from flows.text.gazetteer import Place, places_named
from flows.text.records import Entity
from flows.text.slugs import slug


@lru_cache(maxsize=20_000)
def entity_of(place: Place) -> Entity:
    """The entity of a place: a city's key has the country, and the state in the USA or when a larger city has its name.

    A state is `place:us-georgia`, a county `place:us-ky-adair-county`; two cities of one name in one state are told
    apart by their GeoNames id.
    """
    country, state = (place.country or "").lower(), slug(place.admin1) if place.admin1 else ""
    name = slug(place.name)
    if place.kind == "1":
        key = f"{country}-{name}"
    elif place.kind == "2":
        key = f"{country}-{state}-{name}"
    elif place.kind == "T":
        key = f"{name}-{country}" if country else name
    else:
        key = city_key(place, name, country, state)
    scheme = "iso3166-2" if place.kind == "1" else "geonames"
    return Entity(f"place:{key}", "place", place.name, place.country, {scheme: place.id} if place.id else {})


def city_key(place: Place, name: str, country: str, state: str) -> str:
    """A city's key among those of its name."""
    alike = [
        p for p in places_named(place.name) if p.kind == "P" and p.country == place.country and slug(p.name) == name
    ]
    largest = min(alike, key=lambda p: (-p.population, p.id), default=place)
    if largest.id == place.id and country != "us":
        return f"{name}-{country}"
    beside = [p for p in alike if p.admin1 == place.admin1 and (p.id != largest.id or country == "us")]
    first = min(beside, key=lambda p: (-p.population, p.id), default=place)
    return f"{name}-{country}-{state}" if first.id == place.id else f"{name}-{country}-{state}-{place.id}"
