"""Make `benchmarks/names_places.tsv`, the places that newswire's training knows, from the tables of the package.

Kept apart so that the model can be made again byte for byte when those tables have moved on. Contains data of GeoNames
(https://www.geonames.org), CC BY 4.0. Lists: B a bloc or body of states, C a country's name, D its people or adjective,
G a large city or a state, g a smaller place or another name of a large one, H the first word of a longer name of G.
"""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

TABLES = Path("flows/text/data")
OUT = Path("benchmarks/names_places.tsv")
LARGE, SMALL = 50_000, 15_000
"""Inhabitants."""
PEOPLE = frozenset({"adjective", "demonym", "plural"})


def main() -> None:
    """Write the table, sorted."""
    lists: dict[str, set[str]] = {}
    for name, one in (*_countries(), *_blocs(), *_places()):
        first, _, rest = name.replace("-", " ").partition(" ")
        if len(first) > 1 and first[0].isalpha() and one + bool(rest) * "+" in ("B", "C", "D", "G", "g", "G+"):
            lists.setdefault(first if first.isupper() else first.title(), set()).add("H" if rest else one)
    lines = (f"{word}\t{' '.join(sorted(its))}\n" for word, its in sorted(lists.items()))
    OUT.write_text("# Contains data of GeoNames (https://www.geonames.org), CC BY 4.0.\n" + "".join(lines))


def _countries() -> Iterator[tuple[str, str]]:
    for row in _table("countries.tsv"):
        yield row["form"], "D" if row["kind"] in PEOPLE else "C"


def _blocs() -> Iterator[tuple[str, str]]:
    for row in _table("blocs.tsv"):
        for form in row["forms"].split("|"):
            yield form, "B" if row["label"] == "organization" else "G"


def _table(name: str) -> Iterator[dict[str, str]]:
    lines = (TABLES / name).read_text().splitlines()
    return csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


def _places() -> Iterator[tuple[str, str]]:
    """Yield the main names of places, and the other names of large cities."""
    rows = [line.split("\t") for line in _unpacked("gazetteer_rows.tsv.gz")]
    for row in rows:
        people = int(row[6] or 0)
        if row[7] in "1T" or people >= SMALL:
            yield row[1], "G" if row[7] == "1" or people >= LARGE else "g"
    for line in _unpacked("gazetteer_names.tsv.gz"):
        name, _, numbers = line.partition("\t")
        for number in numbers.split():
            if number.endswith("~") and int(rows[int(number[:-1])][6] or 0) >= 2 * LARGE:
                yield name.title(), "g"


def _unpacked(name: str) -> list[str]:
    lines = gzip.decompress((TABLES / name).read_bytes()).decode().splitlines()
    return [line for line in lines if not line.startswith("#")]


if __name__ == "__main__":
    main()
