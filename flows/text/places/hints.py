"""What the words right after a place's name say about where it is: "Paris, Texas", "Moscow (Idaho)"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from flows.text.countries import known_form
from flows.text.gazetteer import Place, places_named
from flows.text.slugs import remembered

FOLLOWED = re.compile(
    r"(?:'s|’s)?(?:,\s{0,20}|\s{0,3}\(|\s{1,3}in\s(?:the\s)?(?:[a-z]+ern\s|state\sof\s|province\sof\s)?)(?:the\s)?"
    r"((?:(?:[A-Z]\.){2,3}|[A-Z][\w'’-]*\.?)(?:\s{1,20}(?:of\s)?[A-Z][\w'’-]*\.?){0,2})"
)
REACH = 80
"""Code points after a name that are looked at."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Where a name must lie: a country, a state in it (GeoNames code), a county in that; empty where not said."""

    country: str
    admin1: str = ""
    county: str = ""


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
    return tuple(made) + ((Hint("GE"),) if text == "Georgia" else ())


def hints_after(text: str, end: int, low: int = 0) -> tuple[Hint, ...]:
    """Where the text right behind `end` says that the name before it lies; several when that is ambiguous too.

    >>> hints_after("Lebanon, Pa., burned", 7)
    (Hint(country='US', admin1='PA', county=''),)
    """
    found = FOLLOWED.match(text[end : end + REACH])
    if not found:
        return ()
    words = found[1].split()
    for size in range(len(words), 0, -1):
        called = " ".join(words[:size])
        hints = regions_called(called) or regions_called(called.rstrip("."))
        if hints:
            return chained(text, end + found.start(1) + len(called), hints)
    return ()


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
