"""Forms that mean a country in one text and something else in another: decided by the words around them.

Each decision is a plain rule that looks at the text alone; the evidence words are in `data/traps.tsv`.
"""

from flows.text.countries.around import Around, around, of_election, sentence_starts, shouting
from flows.text.countries.finder import Hit
from flows.text.countries.scene import Scene, evidence
from flows.text.words import listed

SPOKEN = frozenset({"speak", "speaks", "spoke", "speaking", "in", "into"})
"""Words before "English" when it is the language."""


def reading(text: str, hit: Hit, scene: Scene) -> str:
    """What a form means at this place.

    `country` (or region, or people), `person`, `place`, `event`, `none`, or the ISO code of another country.
    """
    beside = around(text, hit)
    form = hit.form
    if form.form == "US":
        return "none" if shouting(text, hit, beside) else "country"
    if part_of_name(text, hit, beside):
        return "none"
    if form.is_adjective:
        return people(text, hit, scene, beside)
    if form.kind == "name" and put_elsewhere(hit, scene, beside):
        return "place"
    return weigh(hit, scene, beside) if form.form in evidence() else "country"


def part_of_name(text: str, hit: Hit, beside: Around) -> bool:
    """Whether a form is part of another name, an election's too, or lacks the article that makes it one."""
    form, prev = hit.form, beside.prev
    if prev[:2] in ("18", "19", "20") and prev.isdigit() and of_election(text, hit.end):
        return True
    if form.needs_the and (prev not in ("the", "The") or beside.leads_on):
        return True
    if beside.following in listed("traps.heads") and beside.between == " " and form.kind != "bloc":
        return True
    return beside.named_after or (prev.casefold() in ("river", "lake") and form.kind == "name")


def put_elsewhere(hit: Hit, scene: Scene, beside: Around) -> bool:
    """Whether a country's name is that of a town: behind "New", before a state, or placed so by the document."""
    if beside.prev == "New" or (beside.between.strip() == "," and beside.following in listed("traps.states")):
        return True
    return hit.form.form in scene.placed and not scene.names_people_of(hit.form.code)


def people(text: str, hit: Hit, scene: Scene, beside: Around) -> str:
    """Polish the verb, poles and kiwis, people called Finn; `Western` only before a small word within a sentence."""
    form = hit.form.form
    if form == "Western":
        small = beside.between == " " and beside.following[:1].islower()
        return "country" if small and not sentence_starts(text, hit.start) else "none"
    if form == "Polish" and sentence_starts(text, hit.start) and beside.following in listed("traps.objects"):
        return "none"
    if form == "English" and beside.prev in SPOKEN and beside.following != "football":
        return "none"
    given = beside.prev in listed("traps.given") and beside.prev not in ("Will", "Georgia", "Jordan")
    if form in listed("traps.surnames") and given:
        return "person"
    return weigh(hit, scene, beside) if form in evidence() else "country"


def weigh(hit: Hit, scene: Scene, beside: Around) -> str:
    """Count the words for each side in the document; those next to the form count three times.

    A word of place speaks for the country only where the other reading is no place.
    """
    form = hit.form.form
    trap = evidence()[form]
    placing = beside.prev in listed("traps.placing") and trap.reading != "place"
    if trap.reading == "person" and is_person(hit, scene, beside):
        return "person"
    near = {beside.prev, beside.following}
    against = len(trap.against & scene.words) + 3 * len(near & trap.against)
    country = len(trap.country & scene.words) + 3 * len(near & trap.country) + 2 * placing
    if form in listed("traps.unlikely"):
        return "country" if country and country >= against else trap.reading
    if trap.reading in ("person", "none", "event"):
        return trap.reading if against >= 2 and country == 0 else "country"
    return trap.reading if against > country else "country"


def is_person(hit: Hit, scene: Scene, beside: Around) -> bool:
    """Whether a given name or surname stands beside a form: here, or elsewhere where nothing names the people."""
    form, given = hit.form.form, listed("traps.given")
    if beside.prev in given and beside.prev != form:
        return True
    if beside.leads_on and form in given and beside.following not in evidence()[form].country:
        return True
    if scene.names_people_of(hit.form.code):
        return False
    return form in scene.persons and beside.prev not in listed("traps.placing")
