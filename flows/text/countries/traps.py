"""Forms that mean a country in one text and something else in another: decided by the words around them.

Each decision is a plain rule that looks at the text alone; the evidence words are in `data/traps.tsv`.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property

from flows.text.countries.finder import WORD, Hit
from flows.text.countries.table import forms, rows
from flows.text.words import listed

Reading = str
"""`country`, `person`, `place`, `event`, `none`, or the ISO code of another country that is meant."""

NEW_PLACES = frozenset({"New", "Little", "West", "East", "North", "South", "Lake", "Port", "Fort", "Mount", "Old"})


@dataclass(frozen=True)
class Evidence:
    """A trap: what else the form may be, and the words that speak for each side."""

    reading: Reading
    against: frozenset[str]
    country: frozenset[str]


@cache
def evidence() -> dict[str, Evidence]:
    """Form → its trap."""
    return {
        row["form"]: Evidence(row["reading"], *(frozenset(filter(None, row[c].split("|"))) for c in
                                                ("for_reading", "for_country")))
        for row in rows("traps.tsv")
    }  # fmt: skip


ELECTION_IN = re.compile(r"\b(?:18|19|20)\d\d [\w. -]{3,40}elections? in (?:the )?$")
ELECTION = re.compile(r" (?:[\w-]+ ){0,2}elections?\b")
TOWN = re.compile(r"\b(?:[Cc]ity|[Tt]own|[Vv]illage) of ([A-Z][a-z]+)\b")
PLACED = re.compile(r"\b([A-Z][a-z]+), ((?:[A-Z]\.[A-Z]\b|[A-Z][a-z]+|[A-Z]{2})\b\.?)")


class Scene:
    """A whole document as the traps see it: its words, counted once and only when a trap asks."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.texts = texts
        self.states: Counter[str] = Counter()

    def saw_state(self, text: str, hit: Hit) -> bool:
        """Count a state that is written in the text; whether that is what it is, and a name of its own.

        An abbreviation counts only behind a comma; a state's name before another capital is part of a longer name.
        """
        if hit.form.form.endswith("."):
            beside = text[max(0, hit.start - 2) : hit.start] == ", "
            if beside:
                self.states[hit.form.form] += 1
            return beside
        self.states[hit.form.form] += 1
        if after_election(text, hit.start):
            return False
        before, prev, following, between = neighbours(text, hit)
        longer = between == " " and following[:1].isupper()
        named = (prev in ("of", "for") and before in listed("traps.named_after")) or prev in listed("traps.given")
        return not longer and not named and (hit.form.form not in ("Virginia", "Montana", "Indiana") or prev != "")

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
    def given(self) -> frozenset[str]:
        """Forms of the traps that stand in the document beside another capitalised word that is no trap's evidence."""
        names = "|".join(map(re.escape, evidence()))
        beside = re.compile(rf"\b([A-Z][a-z]+) ({names})\b|\b({names}) (?!Valley|River|Times)([A-Z][a-z]+)\b")
        found = set()
        for text in self.texts:
            for m in beside.finditer(text):
                name, other = (m[2], m[1]) if m[2] else (m[3], m[4])
                if (m[2] and other in listed("traps.given")) or (
                    m[3]
                    and name in listed("traps.given")
                    and other not in listed("traps.heads")
                    and other not in evidence()[name].country
                ):
                    found.add(name)
        return frozenset(found)


def neighbours(text: str, hit: Hit) -> tuple[str, str, str, str]:
    """(word before the last, last word, next word, what stands between the form and the next word); same line only.

    A word that a comma or the like parts from the form is none of its neighbours.
    """
    after = AFTER.match(text, hit.end)
    following, between = (after[2] or "", after[1]) if after else ("", "")
    if text[hit.start - 1 : hit.start] not in (" ", "-"):
        return "", "", following, between
    line = text[max(0, hit.start - 48) : hit.start - 1]
    words = line[line.rfind("\n") + 1 :].rsplit(None, 2)[-2:]
    if not words or words[-1][-1] in ",;:!?)":
        return "", "", following, between
    return words[0].strip(QUOTES) if len(words) > 1 else "", words[-1].strip(QUOTES), following, between


AFTER = re.compile(r"([^\w\n]{0,3})([^\W_]{1,40}(?:\.[^\W_]{1,9}){0,4})?")
QUOTES = "\"'“”‘’(.-"


def sentence_starts(text: str, start: int) -> bool:
    """Whether nothing but a quote stands between a position and the end of the sentence or line before it."""
    before = text[max(0, start - 6) : start].rstrip(" \"'“‘(")
    return not before or before[-1] in ".!?\n:" or start == 0


def reading(text: str, hit: Hit, scene: Scene) -> Reading:
    """What a form means at this place: a country (or region, or people), or something else."""
    before, prev, following, between = neighbours(text, hit)
    form = hit.form.form
    if form in ("US", "USA", "UK"):
        return "country" if not shouting(text, hit) else "none"
    if prev[:2] in ("18", "19", "20") and prev.isdigit() and of_election(text, hit.end):
        return "none"
    if hit.form.needs_the and (prev not in ("the", "The") or (between == " " and following[:1].isupper())):
        return "none"
    if following in listed("traps.heads") and between == " " and hit.form.kind != "bloc":
        return "none"
    if prev.casefold() in ("river", "lake") and hit.form.kind == "name":
        return "none"
    if (prev in ("of", "for") and before in listed("traps.named_after")) or (
        prev in listed("traps.named_after") and between != ","
    ):
        return "none"
    if hit.form.is_adjective:
        return adjective(text, hit, scene, prev, following, between)
    if hit.form.kind == "region":
        return "country"
    if prev == "New" or (between.strip() == "," and following in listed("traps.states") and hit.form.kind == "name"):
        return "place"
    if hit.form.form in scene.placed and hit.form.kind == "name" and not own_country(hit, scene):
        return "place"
    return weigh(hit, scene, prev, following, between) if hit.form.form in evidence() else "country"


def of_election(text: str, end: int) -> bool:
    """Whether a name is the middle of an election's: "the 2010 United Kingdom general election"."""
    return bool(ELECTION.match(text[end : end + 60]))


def after_election(text: str, start: int) -> bool:
    """Whether a name is the end of an election's: "the 2006 Senate election in Montana"."""
    return bool(ELECTION_IN.search(text[max(0, start - 60) : start]))


def own_country(hit: Hit, scene: Scene) -> bool:
    """Whether the document also names the country's people."""
    return any(f in scene.words for f in peoples().get(hit.form.code or "", ()))


@cache
def peoples() -> dict[str, tuple[str, ...]]:
    """ISO code → adjectives and demonyms of a single word."""
    made: dict[str, list[str]] = {}
    for form in forms().values():
        if form.is_adjective and form.code and " " not in form.form:
            made.setdefault(form.code, []).append(form.form)
    return {code: tuple(words) for code, words in made.items()}


def adjective(text: str, hit: Hit, scene: Scene, prev: str, following: str, between: str) -> Reading:
    """Polish the verb, poles and kiwis, people called Finn; `Western` only before a small word within a sentence."""
    form = hit.form.form
    if form == "Western":
        small = between == " " and following[:1].islower()
        return "country" if small and not sentence_starts(text, hit.start) else "none"
    if form == "Polish" and sentence_starts(text, hit.start) and following in listed("traps.objects"):
        return "none"
    if (
        form == "English"
        and (prev in ("speak", "speaks", "spoke", "speaking", "in", "into"))
        and following != "football"
    ):
        return "none"
    if form in listed("traps.surnames") and prev in listed("traps.given") and prev not in ("Will", "Georgia", "Jordan"):
        return "person"
    return weigh(hit, scene, prev, following, between) if form in evidence() else "country"


def weigh(hit: Hit, scene: Scene, prev: str, following: str, between: str) -> Reading:
    """Count the words for each side in the document; those next to the form count three times."""
    trap, form = evidence()[hit.form.form], hit.form.form
    if trap.reading == "person":
        called = (
            between == " "
            and following[:1].isupper()
            and following not in trap.country
            and form in listed("traps.given")
        )
        if (
            (prev in listed("traps.given") and prev != form)
            or called
            or (form in scene.given and prev not in listed("traps.placing"))
        ):
            return "person"
    near = {prev, following}
    against = len(trap.against & scene.words) + 3 * len(near & trap.against)
    country = len(trap.country & scene.words) + 3 * len(near & trap.country) + 2 * (prev in listed("traps.placing"))
    if len(trap.reading) == 2:
        return trap.reading if against > country else "country"
    if form in listed("traps.unlikely"):
        return trap.reading if country == 0 else ("country" if country >= against else trap.reading)
    if trap.reading in ("person", "none", "event"):
        return trap.reading if against >= 2 and country == 0 else "country"
    return trap.reading if against > country else "country"


def shouting(text: str, hit: Hit) -> bool:
    """Whether US may be the word "us" in a line in capitals; "THE US" and "US PRESIDENT" are the country still."""
    if hit.form.form != "US" or text[hit.start : hit.end] != "US":
        return False
    start, end = text.rfind("\n", 0, hit.start) + 1, text.find("\n", hit.end)
    start, end = max(start, hit.start - 200), min(len(text) if end < 0 else end, hit.end + 200)
    letters = [c for c in text[start : hit.start] + text[hit.end : end] if c.isalpha()]
    if len(letters) < 4 or any(c.islower() for c in letters):
        return False
    _, prev, following, _ = neighbours(text, hit)
    return prev not in ("THE", "IN") and following.casefold() not in listed("traps.official")
