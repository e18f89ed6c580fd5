"""What the words right after a place's name say about where it is: "Paris, Texas", "Moscow (Idaho)"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from flows.text.countries import known_form
from flows.text.gazetteer import Place, places_named
from flows.text.slugs import remembered, slug
from flows.text.words import listed

KIND = r"(?:city|town|village|port|capital|resort|suburb|settlement|stronghold|hub|metropolis|municipality|district)"
APPOSITION = rf"(?:\s(?:an?|the)(?:\s[a-z-]{{2,15}}){{0,3}}\s{KIND}(?:\sof(?:\s[\w.,-]{{1,15}}){{1,4}}?)?)?"
WITHIN = rf"(?:,{APPOSITION})?\s{{1,3}}in\s(?:the\s)?(?:[a-z-]{{2,12}}(?:ern|ral|tal)\s|state\sof\s|province\sof\s)?"
FOLLOWED = re.compile(
    rf"(?:'s|’s)?(?:,\s{{0,20}}|\s{{0,3}}\(|{WITHIN})(?:the\s)?"
    r"((?:(?:[A-Z]\.){2,3}|[A-Z][\w'’-]*\.?)(?:\s{1,20}(?:of\s)?[A-Z][\w'’-]*\.?){0,2})"
)
"""What leads to the region in which a place lies: a comma, a bracket, "in southern", ", a city of wool in"."""
APPOSED = re.compile(
    rf"(?:\s[a-z-]{{2,15}}){{0,3}}\s{KIND}(?=[,.;:)]|\s(?:and|on|in|near|where|with|which|that|is|was|has)\b)"
)
"""What follows a country that owns the place named before it, "Bolivia's largest city,": it says where that lies."""
CLOSED = re.compile(r"\.?(?:$|[.;:)]|,(?! (?:and |or |& )?[A-Z]))")
"""What follows a region that stands in no list."""
LISTED = (", ", " and ", " or ")
"""What stands before a name in a list."""
REACH = 80
"""Code points after a name that are looked at."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Where a name must lie: a country, a state in it (GeoNames code), a county in that; empty where not said."""

    country: str
    admin1: str = ""
    county: str = ""


COUNTIES = {
    "english_counties": Hint("GB", "ENG"),
    "scottish_counties": Hint("GB", "SCT"),
    "welsh_counties": Hint("GB", "WLS"),
    "northern_irish_counties": Hint("GB", "NIR"),
    "irish_counties": Hint("IE"),
}
"""Lists of counties that the gazetteer has no row of, and where they lie."""


@lru_cache(maxsize=200)
def state_of(word: str) -> tuple[str, str]:
    """Country and GeoNames code of a state."""
    place = next(p for p in places_named(word) if p.kind == "1" and p.country in ("US", "CA", "AU"))
    return place.country or "", place.admin1


@remembered
def regions_called(text: str) -> tuple[Hint, ...]:
    """Countries, states and counties of a name."""
    form = known_form(text)
    if form and form.code and not form.is_adjective:
        own = {"England": "ENG", "Scotland": "SCT", "Wales": "WLS", "Northern Ireland": "NIR"}.get(form.form, "")
        if text != "Georgia":
            return (Hint(form.code, own),)
    made = [
        Hint(p.country, p.admin1, p.name if p.kind == "2" else "")
        for p in places_named(text)
        if p.kind in ("1", "2") and p.country and p.admin1
    ]
    if not made:
        made = list({p.country: Hint(p.country) for p in places_named(text) if p.kind == "T" and p.country}.values())
        made += [hint for name, hint in COUNTIES.items() if slug(text) in listed(f"places.{name}")]
    return tuple(made) + ((Hint("GE"),) if text == "Georgia" else ())


def hints_after(text: str, end: int) -> tuple[Hint, ...]:
    """Where the text right behind `end` says that the name before it lies; several when that is ambiguous too.

    >>> hints_after("Lebanon, Pa., burned", 7)
    (Hint(country='US', admin1='PA', county=''),)
    """
    hints, _, stop = region_behind(text, end)
    return chained(text, stop, hints) if hints else ()


def region_behind(text: str, end: int) -> tuple[tuple[Hint, ...], str, int]:
    """What the region right behind `end` may be, its name, and where that ends; no hint where none stands there."""
    found = FOLLOWED.match(text[end : end + REACH])
    if not found:
        return (), "", end
    words = found[1].split()
    for size in range(len(words), 0, -1):
        called = " ".join(words[:size])
        stop = end + found.start(1) + len(called)
        owned = called.endswith(("'s", "’s"))
        if owned and not APPOSED.match(text, stop):
            continue
        called = called[:-2] if owned else called
        hints = regions_called(called) or regions_called(called.rstrip("."))
        if hints:
            return hints, called, stop
    return (), "", end


def firm_region(text: str, start: int, end: int) -> tuple[tuple[Hint, ...], str]:
    """The one region between commas right behind a name, and that region's name; nothing where it may be in a list.

    >>> firm_region("in Crosby, Merseyside, on Monday", 3, 9)
    ((Hint(country='GB', admin1='ENG', county='Merseyside'),), 'Merseyside')
    >>> firm_region("in Crosby, Merseyside, Kent and Surrey", 3, 9)
    ((), '')
    """
    hints, called, stop = region_behind(text, end)
    if len(hints) != 1 or text[end : end + 1] != "," or text[max(0, start - 5) : start].endswith(LISTED):
        return (), ""
    wider = hints_after(text, stop)
    closed = any(holds(hint, hints[0]) for hint in wider) if wider else CLOSED.match(text, stop) is not None
    return (hints, called) if closed else ((), "")


def holds(wider: Hint, narrower: Hint) -> bool:
    """Whether a country or state is the one of a county or state: "Merseyside, England"."""
    return wider.country == narrower.country and not wider.county and (bool(narrower.county) or not wider.admin1)


def chained(text: str, end: int, hints: tuple[Hint, ...]) -> tuple[Hint, ...]:
    """Hints narrowed by what follows them in turn: "Columbia, Adair County, Ky."."""
    if len({(h.country, h.admin1) for h in hints}) == 1:
        return hints
    wider = hints_after(text, end)
    narrowed = tuple(h for h in hints if any(h.country == w.country and w.admin1 in ("", h.admin1) for w in wider))
    return narrowed or hints


def fits(place: Place, hint: Hint) -> bool:
    """Whether a place lies where a hint says, and is not that region itself."""
    if place.kind == "1" and hint.admin1 and not hint.county and place.admin1 == hint.admin1:
        return False
    return place.country == hint.country and hint.admin1 in ("", place.admin1)
