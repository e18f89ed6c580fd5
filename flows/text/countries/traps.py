"""Forms that mean a country in one text and something else in another: decided by the words around them.

Each decision is a plain rule that looks at the text alone; the evidence words are in `data/traps.tsv`.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from flows.text.countries.finder import WORD, Hit
from flows.text.countries.table import rows

Reading = Literal["country", "person", "place", "event", "none"]

HEADS = frozenset(
    "Airlines Airways Airline Aviation Bank Bancorp University College Institute Academy School Museum Library Times "
    "Post Press Herald Tribune Daily News Telegraph Gazette Journal Review Telecom Telecommunications Mobile Steel "
    "Petroleum Railways Railway Motors Motor Insurance Holdings Group Corp Corporation Inc Ltd LLC Company Foundation "
    "Association Society Federation Council Club Church Chamber Medical Heart Cancer Lung Legion Bar Film Apparel "
    "Eagle Outfitters Idol League Street Avenue Road Lane Boulevard Drive County Township Hospital Stadium Arena "
    "Hotel Theatre Theater Cup Championship Championships Masters Series Open Grand".split()
)
"""Capitalised words after a country's name or adjective that make it part of another name."""
NAMED_AFTER = frozenset("Bank University College Institute Church Academy Museum Library Cathedral Captain Miss".split())
"""Capitalised words that, before "of" or the form itself, do the same."""
STATES = frozenset(
    "Ala Alaska Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Iowa Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev "
    "Ohio Okla Ore Pa Tenn Texas Tex Utah Va Vt Wash Wis Wyo AL AZ AR CA CO CT DE FL GA IA ID IL IN KS KY LA MA MD ME "
    "MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY Alabama Arizona Arkansas "
    "California Colorado Connecticut Delaware Florida Idaho Illinois Indiana Kansas Kentucky Louisiana Maine Maryland "
    "Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Oklahoma Oregon Pennsylvania "
    "Tennessee Vermont Virginia Washington Wisconsin Wyoming N.Y N.J N.C N.D N.H N.M S.C S.D R.I W.Va".split()
)
NEW_PLACES = frozenset({"New", "Little", "West", "East", "North", "South", "Lake", "Port", "Fort", "Mount", "Old"})
FIRM = frozenset({"West", "the West", "East"})


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
                                                ("for_reading", "for_country")))  # type: ignore[arg-type]
        for row in rows("traps.tsv")
    }  # fmt: skip


class Scene:
    """A whole document as the traps see it: its words, counted once and only when a trap asks."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self.texts = texts

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the document."""
        return frozenset(word for text in self.texts for word in WORD.findall(text))

    @cached_property
    def given(self) -> frozenset[str]:
        """Forms of the traps that stand in the document beside another capitalised word that is no trap's evidence."""
        names = "|".join(map(re.escape, evidence()))
        beside = re.compile(rf"\b([A-Z][a-z]+) ({names})\b|\b({names}) (?!Valley|River|Times)([A-Z][a-z]+)\b")
        found = set()
        for text in self.texts:
            for m in beside.finditer(text):
                name, other = (m[2], m[1]) if m[2] else (m[3], m[4])
                if m[2] and other in GIVEN:
                    found.add(name)
                elif m[3] and name in GIVEN and other not in HEADS and other not in evidence()[name].country:
                    found.add(name)
        return frozenset(found)


GIVEN = frozenset(
    "Adam Alan Alex Alexander Andrew Ann Anna Anne Anthony Barbara Ben Benjamin Bill Bob Brian Bruce Carl Carol "
    "Catherine Charles Chris Christopher Daniel Dave David DeAndre Deborah Denise Donald Ed Edward Elizabeth Emily Emma "
    "Eric Frank Gary George Gordon Greg Hamilton Harry Helen Henry Howard Jack Jake James Jamie Jane Jason Jeff Jennifer "
    "Jeremy Jessica Jim Jimmy Joe John Jon Jonathan Joseph Josh Juan Julia Justin Karen Kate Katherine Kathy Keith Kelly Ken "
    "Kenneth Kevin Kim Kyle Larry Laura Lauren Lech Leslie Linda Lisa Louis Louise Luke Lynndie Marc Margaret Maria Mark "
    "Martin Mary Matt Matthew Melissa Michael Michelle Mike Montell Nancy Natalie Neil Nicholas Nick Nicole Oliver Pamela "
    "Patricia Patrick Paul Peter Phil Philip Rachel Ray Rebecca Richard Rick Rob Robert Roger Ron Ronald Ruth Ryan Sam "
    "Samuel Sandra Sara Sarah Scott Sean Sharon Shaun Simon Stephanie Stephen Steve Steven Stuart Sue Susan Ted Terry "
    "Thomas Tim Timothy Tina Todd Tom Tony Vernon Victoria Walter Will William Zach Felix Mr Mrs Ms Dr Rep Congressman "
    "Huckleberry Huck Mick Kylie Rick "
    "Jordan Chad Georgia Israel Kenya Ireland Finn Dane Brit Saba India Chelsea Cuba".split()
)
"""Given names and forms of address, enough to know a surname that is also a country's name."""


def neighbours(text: str, hit: Hit) -> tuple[str, str, str, str]:
    """(word before the last, last word, next word, what stands between the form and the next word); same line only."""
    before = re.findall(r"[^\W_]+(?:\.[^\W_]+)*", text[max(0, hit.start - 48) : hit.start].rpartition("\n")[2])
    last = text[hit.start - 1 : hit.start]
    prev = before[-1] if before and last in (" ", "-") else ""
    after = re.match(r"([^\w\n]{0,3})([^\W_]+(?:\.[^\W_]+)*)?", text[hit.end : hit.end + 40])
    return (before[-2] if len(before) > 1 and prev else ""), prev, (after and after[2]) or "", (after and after[1]) or ""


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
    if following in HEADS and between == " " and not hit.form.kind == "bloc":
        return "none"
    if prev in ("of", "for") and before in NAMED_AFTER or prev in NAMED_AFTER and between != ",":
        return "none"
    if hit.form.is_adjective:
        return adjective(text, hit, scene, prev, following, between)
    if hit.form.kind == "region":
        return "country"
    if prev == "New" or between.strip() == "," and following in STATES and hit.form.kind == "name":
        return "place"
    return name(text, hit, scene, prev, following, between)


def adjective(text: str, hit: Hit, scene: Scene, prev: str, following: str, between: str) -> Reading:
    """Polish the verb, poles and kiwis, people called Finn; `Western` only before a small word within a sentence."""
    form = hit.form.form
    if form == "Western":
        small = between == " " and following[:1].islower()
        return "country" if small and not sentence_starts(text, hit.start) else "none"
    if form == "Polish" and sentence_starts(text, hit.start):
        if following in ("the", "your", "it", "them", "up", "off", "a", "and", "with", "my", "his", "her", "their"):
            return "none"
    if form == "English" and (prev in ("speak", "speaks", "spoke", "speaking", "in", "into")) and following != "football":
        return "none"
    return weigh(hit, scene, prev, following, between) if form in evidence() else "country"


def name(text: str, hit: Hit, scene: Scene, prev: str, following: str, between: str) -> Reading:
    """A country's name in a place where a person, state or bird may be meant."""
    form = hit.form.form
    if form in ("the West", "the East", "the States", "the Gulf", "Emirates", "the Emirates"):
        return "country" if prev in ("the", "The") else "none"
    return weigh(hit, scene, prev, following, between) if form in evidence() else "country"


def weigh(hit: Hit, scene: Scene, prev: str, following: str, between: str) -> Reading:
    """Count the words for each side in the document; those next to the form count three times."""
    trap, form = evidence()[hit.form.form], hit.form.form
    if trap.reading == "person":
        called = between == " " and following[:1].isupper() and following not in trap.country and form in GIVEN
        if (prev in GIVEN and prev != form) or called or (form in scene.given and prev not in PLACING):
            return "person"
    near = {prev, following}
    against = len(trap.against & scene.words) + 3 * len(near & trap.against)
    country = len(trap.country & scene.words) + 3 * len(near & trap.country) + 2 * (prev in PLACING)
    if form in PEOPLE_FIRST:
        return trap.reading if country == 0 else ("country" if country >= against else trap.reading)
    if trap.reading in ("person", "none", "event"):
        return trap.reading if against >= 2 and country == 0 else "country"
    return trap.reading if against > country else "country"


PLACING = frozenset("in In from to into across inside near through throughout visit visited leave left between and".split())
PEOPLE_FIRST = frozenset({"Chad", "Saba", "Finn", "Dane", "Brit"})
"""Forms that are a person's name unless something in the text speaks for the country."""


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
    official = {"PRESIDENT", "SENATE", "SENATOR", "CONGRESS", "MILITARY", "TROOPS", "ARMY", "NAVY", "GOVERNMENT",
                "OFFICIALS", "OFFICIAL", "ECONOMY", "ENVOY", "COURT", "DOLLAR", "STOCKS", "MARKETS", "FORCES"}  # fmt: skip
    return prev not in ("THE", "IN") and following not in official
