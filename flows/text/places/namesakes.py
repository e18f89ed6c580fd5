"""Names that hold the name of a place: "Kentucky State Police", "University of Cincinnati"."""

from collections.abc import Iterator, Mapping, Sequence

from flows.text.countries import known_form
from flows.text.gazetteer import Place, places_named
from flows.text.naming import Name
from flows.text.places.candidates import candidates, country_points
from flows.text.places.votes import Asked
from flows.text.slugs import fold
from flows.text.words import listed

LABELS = frozenset({"organization", "event", "law", "work", "product", "place"})
"""Labels of names that may be named after a place."""
MOST, LARGE = 100, 50_000
"""How many such names may vote, and how many inhabitants the city must have."""


def parts_of(text: str, last: bool = True) -> Iterator[str]:
    """What a longer name may be named after: first words, what follows "of", "in" or "for", with `last` its last words.

    >>> list(parts_of("Kansas City Police"))
    ['Kansas City', 'Kansas', 'City Police', 'Police']
    """
    words = text.split(" ", 8)[:8]
    for size in range(min(3, len(words) - 1), 0, -1):
        yield " ".join(words[:size])
    for i, word in enumerate(words[1:-1], 1):
        if word in ("of", "in", "for"):
            yield from (" ".join(words[i + 1 : i + size]) for size in (4, 3, 2))
    if last and len(words) > 1:
        yield from (" ".join(words[-2:]), words[-1])


def cities_of(part: str) -> tuple[Place, ...]:
    """The cities and states that a part of a longer name may mean; none where it is a word that means other things."""
    if is_word(fold(part)):
        return ()
    found = candidates(part)[0]
    return tuple(p for p in found if p.population >= LARGE and not p.by_alternate and not is_word(p.name.casefold()))


def is_word(folded: str) -> bool:
    """Whether a name of a place is a common word, or a person's name, in longer names."""
    return folded in listed("places.words") or folded in listed("organizations.generic")


def may_hold(name: Name) -> bool:
    """Whether a name may be named after a place; a part of a country ("Western Canada") is put where it is already."""
    return name.form is None and name.label in LABELS and (name.label != "place" or name.entity is None)


def witnesses(names: Sequence[Name], known: set[str]) -> list[Asked]:
    """The cities and states in such names, except those known as places already: they vote, and are no mentions."""
    seen = set(known)
    made: list[Asked] = []
    for name in names:
        if not may_hold(name) or len(made) >= MOST or (name.label == "place" and places_named(name.text)):
            continue
        for part in parts_of(name.text, last=name.label != "place"):
            found = cities_of(part)
            if found and (text := fold(part)) not in seen:
                seen.add(text)
                made.append(Asked(text, found, False, []))
            if found:
                break
    return made


def place_namesakes(names: Sequence[Name], known: Mapping[str, Place]) -> None:
    """Give such names the country and point of their place; `known` has the places chosen, by folded name."""
    for name in names:
        if may_hold(name) and " " in name.text:
            for part in parts_of(name.text, last=name.label != "place"):
                if place_as(name, part, known):
                    break


def place_as(name: Name, part: str, known: Mapping[str, Place]) -> bool:
    """Put a name where a part of it lies, if that is known."""
    form = known_form(part)
    if form is not None and form.code in country_points():
        _, lat, lon, _ = country_points()[form.code]
        name.country_code, name.lat, name.lon = form.code, lat, lon
        return True
    if (place := known.get(fold(part))) is not None:
        name.country_code, name.lat, name.lon = place.country, place.lat, place.lon
        return True
    return False
