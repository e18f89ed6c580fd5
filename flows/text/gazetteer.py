"""The gazetteer: places by name, read from two packed files when first asked for.

Contains data of GeoNames (https://www.geonames.org), CC BY 4.0; `benchmarks/make_gazetteer.py` makes the files. What is
held in memory is their unpacked bytes and an array of line starts; a name is found by bisection.
"""

import gzip
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Literal

from flows.text.errors import DatelineError
from flows.text.slugs import fold, remembered

Kind = Literal["P", "1", "2", "T", "C"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map: degrees north and east, inhabitants, ISO country, GeoNames first-level code.

    `id` is the GeoNames id of a city, the ISO 3166-2 code of a state, and may be empty. `kind`
    is P for a city, 1 for a state or province, 2 for a county, T for any other, C for a country; `by_alternate`
    says that it was found under a name that is not its main one.
    """

    id: str
    name: str
    country: str | None
    admin1: str
    lat: float
    lon: float
    population: int
    kind: Kind
    by_alternate: bool = False


def place_key(text: str) -> str:
    """A place's name made comparable: folded, no stops or hyphens, Saint, Mount and Fort shortened.

    >>> place_key("St. John's") == place_key("Saint Johns"), place_key("Fort Worth"), place_key("B.C.")
    (True, 'ft worth', 'bc')
    """
    plain = fold(text).replace(".", " ").replace("-", " ").replace("'", "").replace("’", "").replace("`", "")
    words = plain.split()
    if len(words) > 1 and all(len(w) == 1 for w in words):
        words = ["".join(words)]
    if len(words) > 1 and words[0] == "the":
        words.pop(0)
    return " ".join(SHORT.get(w, w) for w in words) if len(words) > 1 else "".join(words)


SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


class Lines(Sequence[bytes]):
    """The lines of a packed file, by number, without an object for each; `DatelineError` when it cannot be read."""

    def __init__(self, name: str) -> None:
        try:
            _, _, self.data = gzip.decompress((files("flows.text") / "data" / name).read_bytes()).partition(b"\n")
            if not self.data:
                raise EOFError("it is empty")
        except (OSError, EOFError, zlib.error) as error:
            mend = "install dateline again, or run python -m benchmarks.make_gazetteer"
            raise DatelineError(f"the gazetteer {name} is missing or damaged: {error}", mend) from error
        self.starts = array("I", accumulate(map(len, self.data.splitlines(keepends=True)), initial=0))

    def __len__(self) -> int:
        """How many lines."""
        return len(self.starts) - 1

    def __getitem__(self, i: int) -> bytes:  # type: ignore[override]
        """One line without its end."""
        return self.data[self.starts[i] : self.starts[i + 1] - 1]


@cache
def _lines(name: str) -> Lines:
    return Lines(f"gazetteer_{name}.tsv.gz")


@remembered
def places_named(text: str) -> tuple[Place, ...]:
    """Every place of a name, in the order of the files; none for a name of 100 characters or more.

    >>> sorted({p.country for p in places_named("Vilnius")})
    ['LT']
    """
    key = place_key(text) if len(text) < 100 else ""
    if not key:
        return ()
    names, wanted = _lines("names"), key.encode() + b"\t"
    at = bisect_left(names, wanted)
    line = names[at] if at < len(names) else b""
    if not line.startswith(wanted):
        return ()
    return tuple(_place(number) for number in line[len(wanted) :].decode().split(" "))


def _place(number: str) -> Place:
    id_, name, country, admin1, lat, lon, people, kind = _lines("rows")[int(number.rstrip("~"))].decode().split("\t")
    return Place(id_, name, country or None, admin1, float(lat), float(lon), int(people), kind, number[-1] == "~")  # type: ignore[arg-type]
