"""Make `benchmarks/names_places.tsv`, the places that newswire's training knows, from the tables of the package.

Kept apart so that the model can be made again byte for byte when those tables have moved on. Contains data of GeoNames
(https://www.geonames.org), CC BY 4.0. Lists: C a country's name, D its people or adjective, G a city or a state, H the
first word of a longer name of one. Smaller places and other names of large ones were tried, and did not help.
"""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

TABLES = Path("flows/text/data")
OUT = Path("benchmarks/names_places.tsv")
LEAST_PEOPLE = 50_000
PEOPLE = frozenset({"adjective", "demonym", "plural"})


def main() -> None:
    """Write the table, sorted."""
    lists: dict[str, set[str]] = {}
    for name, one in (*_countries(), *_cities()):
        first, _, rest = name.replace("-", " ").partition(" ")
        if len(first) > 1 and first[0].isalpha() and not (rest and one == "D"):
            word = first if first.isupper() else first.title()
            lists.setdefault(word, set()).add("H" if rest and one == "G" else one)
    lines = (f"{word}\t{' '.join(sorted(its))}\n" for word, its in sorted(lists.items()))
    OUT.write_text("# Contains data of GeoNames (https://www.geonames.org), CC BY 4.0.\n" + "".join(lines))


def _countries() -> Iterator[tuple[str, str]]:
    lines = (TABLES / "countries.tsv").read_text().splitlines()
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
        if " " not in row["form"]:
            yield row["form"], "D" if row["kind"] in PEOPLE else "C"


def _cities() -> Iterator[tuple[str, str]]:
    for line in gzip.decompress((TABLES / "gazetteer_rows.tsv.gz").read_bytes()).decode().splitlines():
        parts = line.split("\t")
        if len(parts) > 7 and (parts[7] == "1" or (parts[7] == "P" and int(parts[6] or 0) >= LEAST_PEOPLE)):
            yield parts[1], "G"


if __name__ == "__main__":
    main()
