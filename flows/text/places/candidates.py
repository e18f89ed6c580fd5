"""What places a name may mean, before the document decides."""

import re
from functools import cache

from flows.text.countries.table import region_points, rows
from flows.text.gazetteer import Place, places_named
from flows.text.slugs import fold, remembered
from flows.text.words import listed

BEFORE = re.compile(
    r"(?i)^(?:(?:north|south|east|west|northern|southern|eastern|western|central|upper|lower|greater|downtown|mainland|"
    r"inner|outer|northeast|northwest|southeast|southwest|north-?eastern|north-?western|south-?eastern|"
    r"south-?western|rural|suburban|metropolitan|old)[\s-]+|(?:city|town|village|port|province|state|county|district|"
    r"region|island|republic) of )+"
)
AFTER = re.compile(
    r"(?i)(?:\s+(?:city|town|village|province|state|county|district|region|metropolitan area|metro|area|township|"
    r"borough|municipality|prefecture|oblast|governorate|suburbs?|valley|island|islands|airport|international airport|"
    r"harbou?r|beach|heights|university|hospital|high school|school|college|police|park|street|road|avenue))+$"
)
"""Words that say what of a place is meant, or what is named after it; without them it may be in the gazetteer."""

LONGEST = 300
"""Characters of a name of a place; AFTER takes the square of the time on a longer one."""


@cache
def country_points() -> dict[str, tuple[str, float, float, int]]:
    """ISO code → GeoNames id, a middle point, inhabitants."""
    return {
        r["code"]: (r["geonames"], float(r["lat"]), float(r["lon"]), int(r["population"]))
        for r in rows("country_points.tsv")
        if r["lat"]
    }


@cache
def capitals() -> dict[str, str]:
    """ISO code → the folded name of the capital."""
    return {r["code"]: fold(r["capital"]) for r in rows("country_points.tsv") if r["capital"]}


@remembered
def candidates(text: str) -> tuple[tuple[Place, ...], bool]:
    """The places that a name may mean, and whether it had to be cut to find any; none for one past LONGEST."""
    if len(text) > LONGEST:
        return (), False
    bare = text[:-2] if text.endswith(("'s", "’s")) else text
    found = places_named(bare)
    if found and not bare[:1].islower():
        return found, False
    for cut in (BEFORE.sub("", bare), AFTER.sub("", bare), AFTER.sub("", BEFORE.sub("", bare))):
        generic = cut.casefold() in listed("places.generic")
        if cut != bare and len(cut) > 2 and not generic and (found := places_named(cut)):
            return found, True
    return (), False


NATIONS = {"place:england": ("England", "ENG"), "place:scotland": ("Scotland", "SCT"), "place:wales": ("Wales", "WLS"),
           "place:northern-ireland": ("Northern Ireland", "NIR"), "group:english": ("England", "ENG"),
           "group:scottish": ("Scotland", "SCT"), "group:welsh": ("Wales", "WLS"),
           "group:northern-irish": ("Northern Ireland", "NIR")}  # fmt: skip


def point_of_key(key: str, form: str) -> tuple[float, float] | None:
    """A point in the middle of a region of the tables or a nation of the United Kingdom, by its entity key."""
    if key in NATIONS:
        name, code = NATIONS[key]
        return next(((p.lat, p.lon) for p in places_named(name) if p.kind == "1" and p.admin1 == code), None)
    points = region_points()
    return points.get(key) or points.get(form)
