"""Make what newswire's training knows from the tables of the package: `names_places.tsv` and `names_phrases.tsv`.

Kept apart so that the model can be made again byte for byte when those tables have moved on. Contains data of GeoNames
(https://www.geonames.org), CC BY 4.0. Lists of words: C a country's name, D its people or adjective, G a city or a
state, H the first word of a longer name of one. Smaller places and other names of large ones were tried there, and did
not help. Phrases: names of two words or more of countries, states and cities, and blocs and institutions.
"""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

TABLES = Path("flows/text/data")
PLACES, PHRASES = Path("benchmarks/names_places.tsv"), Path("benchmarks/names_phrases.tsv")
LEAST_PEOPLE, LEAST_PEOPLE_OF_PHRASES = 50_000, 30_000
PEOPLE = frozenset({"adjective", "demonym", "plural"})
NOTE = "# Contains data of GeoNames (https://www.geonames.org), CC BY 4.0.\n"


def main() -> None:
    """Write both tables, sorted."""
    lists: dict[str, set[str]] = {}
    for name, one in (*_countries(), *((name, "G") for name in _cities(LEAST_PEOPLE))):
        first, _, rest = name.replace("-", " ").partition(" ")
        if len(first) > 1 and first[0].isalpha() and not (rest and one == "D"):
            word = first if first.isupper() else first.title()
            lists.setdefault(word, set()).add("H" if rest and one == "G" else one)
    lines = (f"{word}\t{' '.join(sorted(its))}\n" for word, its in sorted(lists.items()))
    PLACES.write_text(NOTE + "".join(lines))
    PHRASES.write_text(NOTE + "".join(f"{name}\t{kind}\n" for name, kind in sorted(set(_phrases()))))


def _countries() -> Iterator[tuple[str, str]]:
    for row in _rows("countries.tsv"):
        if " " not in row["form"]:
            yield row["form"], "D" if row["kind"] in PEOPLE else "C"


def _cities(least_people: int) -> Iterator[str]:
    for line in gzip.decompress((TABLES / "gazetteer_rows.tsv.gz").read_bytes()).decode().splitlines():
        parts = line.split("\t")
        if len(parts) > 7 and (parts[7] == "1" or (parts[7] == "P" and int(parts[6] or 0) >= least_people)):
            yield parts[1]


def _phrases() -> Iterator[tuple[str, str]]:
    """Yield name and kind."""
    yield from ((name, "LOC") for name in _cities(LEAST_PEOPLE_OF_PHRASES) if " " in name or "-" in name)
    for row in _rows("countries.tsv"):
        if row["kind"] not in PEOPLE and " " in row["form"]:
            yield row["form"], "LOC"
    for row in _rows("compounds.tsv"):
        if row["label"] == "organization":
            yield row["phrase"], "ORG"
    for row in _rows("blocs.tsv"):
        for name in filter(None, f"{row['forms'] or ''}|{row['acronyms'] or ''}".split("|")):
            yield name, "ORG" if row["label"] == "organization" else "LOC"


def _rows(table: str) -> Iterator[dict[str, str]]:
    lines = (TABLES / table).read_text().splitlines()
    return iter(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


if __name__ == "__main__":
    main()
