"""Name lists from silver text (Wikipedia's links): which words begin or end persons, places and organisations there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.names_data import Text
from flows.text.recognisers.newswire_tokens import runs

LISTS = "fsLlOo"
"""f first of a person's name, s last of one, L a place, l in a longer place, O last of an organisation, o in one."""

LEAST_SHARE = 0.15
PLACES = Path(__file__).with_name("names_places.tsv")
"""Countries, their people, cities and states; see make_names_places.py."""


def name_lists(texts: Iterable[Text]) -> dict[str, str]:
    """Return word → the lists that it is on, parted by spaces."""
    seen: Counter[str] = Counter()
    listed: dict[str, Counter[str]] = {one: Counter() for one in LISTS}
    for text in texts:
        seen.update(_words(text.text))
        for start, end, kind in text.entities:
            _note(_words(text.text[start:end]), kind, listed)
    found = {word: _lists(word, seen[word], listed) for word in sorted(seen) if len(word) > 1 and word[0].isupper()}
    places = dict(line.split("\t") for line in PLACES.read_text().splitlines() if not line.startswith("#"))
    both = {word: f"{places.get(word, '')} {found.get(word, '')}".strip() for word in places.keys() | found.keys()}
    return {word: both[word] for word in sorted(both) if both[word]}


def _words(text: str) -> list[str]:
    return [word for run in runs(text) for word in run.words if word[0].isalpha() or word == "("]


def _note(name: list[str], kind: str, listed: Mapping[str, Counter[str]]) -> None:
    name = name[: name.index("(")] if "(" in name else name
    if not name:
        return
    if kind == "PER":
        listed["f"].update(name[:1] if len(name) > 1 else ())
        listed["s"].update(name[-1:])
    elif kind == "LOC":
        listed["L" if len(name) == 1 else "l"].update(name)
    else:
        listed["O"].update(name[-1:])
        listed["o"].update(name[:-1])


def _lists(word: str, seen: int, listed: Mapping[str, Counter[str]]) -> str:
    on = (one for one in LISTS if _often(listed[one][word], seen) or (seen == listed[one][word] == 1 and one in "fsL"))
    return " ".join(on)


def _often(count: int, seen: int) -> bool:
    return count >= 2 and count >= LEAST_SHARE * seen
