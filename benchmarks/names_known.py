"""Known names: phrases with their kinds, given names and surnames.

`names_known.txt` was written by hand; `names_phrases.tsv` comes from the package's own tables (make_names_places.py).
"""

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from flows.text.recognisers.newswire_tokens import PLAIN, runs

BY_HAND = Path(__file__).with_name("names_known.txt")
FROM_TABLES = Path(__file__).with_name("names_phrases.tsv")
PERSONS = {"GIVEN": "N", "SURNAME": "U"}
"""Kind of a line by hand → the word list that its words are put on."""


def known_names() -> dict[str, str]:
    """Return name, its words parted by spaces → kinds, parted by a slash."""
    kinds: dict[str, set[str]] = {}
    for name, kind in (*_names_by_hand(), *_names_from_tables()):
        words = [word for run in runs(name) for word in run.words]
        if words and words[0][0].isalnum():
            kinds.setdefault(" ".join(words), set()).add(kind)
    return {name: "/".join(sorted(kinds[name])) for name in sorted(kinds)}


def with_persons(lists: Mapping[str, str]) -> dict[str, str]:
    """Return word → lists with the lists of given names and surnames added."""
    more = dict(lists)
    for kind, names in _lines():
        if kind in PERSONS:
            for word in dict.fromkeys(names.split()):
                more[word] = f"{more.get(word, '')} {PERSONS[kind]}".strip()
    return dict(sorted(more.items()))


def _lines() -> Iterator[tuple[str, str]]:
    for line in BY_HAND.read_text().splitlines():
        if not line.startswith("#"):
            field, _, names = line.partition(": ")
            yield field.split(" ")[0], names


def _names_by_hand() -> Iterator[tuple[str, str]]:
    for kind, names in _lines():
        if kind not in PERSONS:
            for name in names.translate(PLAIN).split(" | "):
                yield from ((form, kind) for form in (name.strip(), _bare(name.strip())))


def _bare(name: str) -> str:
    """Write a name without accents, as much of the press does."""
    return "".join(one for one in unicodedata.normalize("NFD", name) if not unicodedata.combining(one))


def _names_from_tables() -> Iterator[tuple[str, str]]:
    for line in FROM_TABLES.read_text().splitlines():
        if not line.startswith("#"):
            name, kind = line.split("\t")
            yield name, kind
