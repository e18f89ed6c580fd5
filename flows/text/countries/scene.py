"""A whole document as the traps see it, and the words that speak for each side of a trap."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property

from flows.text.capitals import Capitals, capitals
from flows.text.countries.around import after_election, around
from flows.text.countries.finder import WORD, Hit
from flows.text.countries.table import forms, rows
from flows.text.words import listed

TOWN = re.compile(r" of (?:(?<=\b[Cc]ity of )|(?<=\b[Tt]own of )|(?<=\b[Vv]illage of ))([A-Z][a-z]+)\b")
PLACED = re.compile(r"([A-Z](?<!\w[A-Z])[a-z]+), ((?:[A-Z]\.[A-Z]\b|[A-Z][a-z]+|[A-Z]{2})\b\.?)")
GIVEN_NAMES = frozenset({"Virginia", "Montana", "Indiana"})
"""States that are given names too; as the first word of a line or clause they are not added."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A trap: what else the form may be, and the words that speak for each side."""

    reading: str
    against: frozenset[str]
    country: frozenset[str]


@cache
def evidence() -> dict[str, Evidence]:
    """Form → its trap."""

    def words(cell: str) -> frozenset[str]:
        return frozenset(filter(None, cell.split("|")))

    table = rows("traps.tsv")
    return {r["form"]: Evidence(r["reading"], words(r["for_reading"]), words(r["for_country"])) for r in table}


@cache
def peoples() -> dict[str, tuple[str, ...]]:
    """ISO code → adjectives and demonyms of a single word."""
    made: dict[str, list[str]] = {}
    for form in forms().values():
        if form.is_adjective and form.code and " " not in form.form:
            made.setdefault(form.code, []).append(form.form)
    return {code: tuple(words) for code, words in made.items()}


@cache
def beside_a_name() -> re.Pattern[str]:
    """A form of the traps with another capitalised word before it, or with some behind it."""
    names, word = "|".join(map(re.escape, evidence())), "[A-Z][a-z]+"
    return re.compile(rf"\b({word}) ({names})\b|\b({names}) (?!Valley|River|Times)({word}(?: {word}){{0,4}})\b")


class Scene:
    """The texts of one document; what the traps ask of it is worked out once, and only when one asks."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.texts = texts
        self.states: Counter[str] = Counter()
        self._capitals: dict[str, Capitals] = {}

    def capitals(self, text: str) -> Capitals:
        """A text's words with a capital, and where they begin."""
        if text not in self._capitals:
            self._capitals[text] = capitals(text)
        return self._capitals[text]

    def saw_state(self, text: str, hit: Hit) -> bool:
        """Count a state that is written in the text; whether it is a name of its own there.

        An abbreviation counts only behind a comma; a state's name before another capital is part of a longer name.
        """
        form = hit.form.form
        if form.endswith(".") and text[max(0, hit.start - 2) : hit.start] != ", ":
            return False
        self.states[form] += 1
        if form.endswith("."):
            return True
        beside = around(text, hit)
        if beside.leads_on or beside.named_after or after_election(text, hit.start):
            return False
        return beside.prev not in listed("traps.given") and (form not in GIVEN_NAMES or beside.prev != "")

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the document."""
        return frozenset(word for text in self.texts for word in WORD.findall(text))

    @cached_property
    def placed(self) -> frozenset[str]:
        """Single words that the document puts into a state of the USA, or calls a city ("Palestine, Texas")."""
        states = listed("traps.states")
        pairs = (m for text in self.texts for m in PLACED.finditer(text) if m[2].rstrip(".") in states)
        return frozenset((*(m[1] for m in pairs), *(m[1] for text in self.texts for m in TOWN.finditer(text))))

    @cached_property
    def persons(self) -> frozenset[str]:
        """Forms of the traps that are part of a person's name somewhere in the document."""
        given, no_person = listed("traps.given"), listed("traps.heads") | listed("traps.bodies")
        found = set()
        for m in (m for text in self.texts for m in beside_a_name().finditer(text)):
            behind = (m[4] or "").split()
            if m[2] and m[1] in given:
                found.add(m[2])
            elif m[3] in given and behind[0] not in evidence()[m[3]].country and no_person.isdisjoint(behind):
                found.add(m[3])
        return frozenset(found)

    def names_people_of(self, code: str | None) -> bool:
        """Whether the document names a country's people."""
        return any(word in self.words for word in peoples().get(code or "", ()))
