"""Places that the recogniser took for something else, or missed: only where the text itself says that they are places.

What says so: a state or country right behind ("Columbia, Mo."), a word like "in" before, the head of a dateline, or the
same string found as a place elsewhere in the document.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from flows.text.countries.around import after_election, of_election
from flows.text.gazetteer import Place, places_named
from flows.text.naming import Name
from flows.text.places.hints import hints_after
from flows.text.words import listed

WITHIN = re.compile(r"(?:\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round)(?: (?:downtown|nearby|central|rural|suburban))?) $")
DATELINE = re.compile(
    r"(?m)^([A-Z][A-Z.' -]{2,30}?)(?=(?:,[^\n]{0,40})?(?:\s\([A-Z][\w ./-]{1,25}\))?\s?(?:[—–]|--| - )\s?)"
)
CAPITAL = re.compile(
    r"(?!(?:In|Near|Outside|Around) )[A-Z](?<!\w[A-Z])[\w'’.-]+(?: (?:[A-Z][\w'’-]+|de|la|del|of)){0,3}"
)
PLACING = frozenset({"in", "In", "ar", "de", "nd", "wn", "by", "al", "an"})
"""The last letters of what `WITHIN` may match; spares most searches."""
SMALL = re.compile(r"(?:[a-z-]{1,20} ){1,3}of (?=[A-Z])")
MISTAKEN = frozenset({"organization", "person", "product", "work", "group", "event", "law"})
TOWN, CITY = 1_000, 400_000
"""Inhabitants of a place that is believed with evidence beside it, and of one that is believed without."""
SURE = 0.7
"""From this probability on a recogniser is believed over a city's size; 1 means that it gives none."""


def known(text: str, people: int) -> tuple[Place, ...]:
    """Cities of a name with so many inhabitants, and states; none for months and the like."""
    if text.casefold() in listed("places.never") or len(text) < 4:
        return ()
    return tuple(p for p in places_named(text) if not p.by_alternate and (p.kind in "1T" or p.population >= people))


def relabel(names: Sequence[Name], fields: Mapping[str, str]) -> None:
    """Names of another label that the text shows to be places become places; surnames of its persons never do.

    A place that is the surname of one of them, and written as a person's elsewhere, becomes a person.
    """
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    surnames = {word for n in names if n.label == "person" and " " in n.text for word in n.text.split()}
    for name in names:
        cut_small_words(name)
        labels[name.text][name.label] += 1
    families = {n.text.rpartition(" ")[2] for n in names if n.label == "person" and " " in n.text}
    for name in names:
        if name.label == "place" and name.form is None and name.text in families and labels[name.text]["person"]:
            if not (behind_in(fields[name.field], name.start) or said_where(name.text, fields[name.field], name.end)):
                name.label, name.rule = "person", f"{name.rule}+surname"
            continue
        if is_family(name, fields[name.field], families):
            name.label, name.rule = "group", f"{name.rule}+family"
            continue
        if name.label not in MISTAKEN or name.form is not None or name.text in surnames or name.text.count(" ") > 2:
            continue
        if is_place(name, fields[name.field], labels[name.text]):
            name.label, name.rule = "place", f"{name.rule}+place"


def is_family(name: Name, text: str, families: Collection[str]) -> bool:
    """Whether a name is the plural of a surname in the document: "the Clintons" are nobody of them, and no firm."""
    plural = name.text[:-1] in families and name.text[-1:] == "s" and name.form is None
    return plural and name.text not in families and text[name.start - 4 : name.start].casefold() == "the "


def cut_small_words(name: Name) -> None:
    """Leave the place of what was taken for an organisation's name: "council of Oslo"."""
    small = SMALL.match(name.text) if name.label == "organization" and name.text[0].islower() else None
    if small and known(name.text[small.end() :], TOWN):
        name.start, name.text = name.start + small.end(), name.text[small.end() :]
        name.label, name.rule = "place", f"{name.rule}+place"


def is_place(name: Name, text: str, labels: Mapping[str, int]) -> bool:
    """Whether what stands around a name, or the rest of the document, says that it is a place."""
    if labels.get("place", 0) >= max(n for label, n in labels.items() if label != "place"):
        return bool(known(name.text, 0))
    if name.text.endswith(" County"):
        return bool(known(name.text, 0))
    owned = name.label == "person" and text[name.end : name.end + 2] in ("'s", "’s")
    within = not owned and behind_in(text, name.start)
    if within or said_where(name.text, text, name.end):
        return bool(known(name.text, TOWN))
    if name.label == "person" or name.text.isupper() or SURE <= name.score < 1.0:
        return False
    return any(p.kind == "P" for p in known(name.text, CITY))


def behind_in(text: str, start: int) -> bool:
    """Whether "in", "near" or the like stands right before."""
    return text[start - 3 : start - 1] in PLACING and bool(WITHIN.search(text[max(0, start - 30) : start]))


def said_where(name: str, text: str, end: int) -> bool:
    """Whether a state or country that holds a place of this name follows it; a person, too, may be "in Iowa"."""
    hints = hints_after(text, end) if text[end : end + 1] == "," and not text.startswith(", in ", end) else ()
    return bool(hints) and any(p.country == h.country for p in known(name, 0) for h in hints)


def missed(fields: Mapping[str, str], names: Sequence[Name]) -> Iterator[Name]:
    """Yield places that no name touches: after "in", before a state, at the head of a dateline, or found elsewhere."""
    persons = {word for n in names if n.label == "person" for word in n.text.split()}
    found = {n.text.upper() for n in names if n.label == "place" and len(n.text) > 3}
    found |= {name.split(" ", 1)[0] for name in found}
    for field, text in fields.items():
        taken = [(n.start, n.end) for n in names if n.field == field]
        starts = [start for start, _ in taken]
        datelines = {m.start(1): m.end(1) for m in DATELINE.finditer(text)}
        for match in CAPITAL.finditer(text):
            start, end = match.span()
            if text[end : end + 1] != "," and start not in datelines:
                told = text[start - 1 : start] == " " and (
                    text[start - 3 : start - 1] in PLACING or match[0].split(" ", 1)[0].upper() in found
                )
                if not told:
                    continue
            at = bisect_right(starts, start)
            if at and taken[at - 1][1] > start:
                continue
            limit = starts[at] if at < len(starts) else len(text)
            end = min(datelines.get(start, end), limit)
            if stop := longest(text, start, end, found, persons, start in datelines):
                start += without_article(text[start:stop])
                yield Name(field, start, stop, text[start:stop], "place", 0.5, "gazetteer:place")


def without_article(name: str) -> int:
    """How many code points of a name are an article that is not its own (of "The Hague" none)."""
    own = any(p.name.startswith("The ") for p in places_named(name))
    return 4 if name.startswith("The ") and not own else 0


def longest(text: str, start: int, end: int, found: set[str], persons: set[str], dateline: bool) -> int | None:
    """The end of the longest place that begins here, when the text says it is one."""
    within = behind_in(text, start)
    first = text[start:end].split(" ", 1)[0]
    if not (within or dateline or text[end : end + 1] == "," or first.upper() in found):
        return None
    if after_election(text, start):
        return None
    words = [m.end() for m in re.finditer(r"[^\s,;]+", text[start:end])]
    for stop in reversed([start + w for w in words]):
        if text[max(0, start - 3) : start - 1].isdigit() and of_election(text, stop):
            return None
        name = text[start:stop].rstrip(".'’-")
        if name in persons or len(name) < 4:
            continue
        stop = start + len(name)
        if dateline and known(name, TOWN):
            return stop
        if (within or said_where(name, text, stop)) and known(name, TOWN):
            return stop
        if name.upper() in found and known(name, 0) and (name.isupper() or stop == end):
            return stop
    return None
