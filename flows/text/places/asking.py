"""What is asked of the gazetteer: a document's names of places, grouped by string and by what follows them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.text.gazetteer import Place, places_named
from flows.text.naming import Name
from flows.text.places.candidates import candidates, country_points
from flows.text.places.hints import Hint, firm_region, fits, hints_after
from flows.text.places.votes import Asked
from flows.text.slugs import fold

KNOWN_EVERYWHERE = 1_000_000
"""Inhabitants of a city that needs no region behind its name: one that stands there lies elsewhere."""

Hints = tuple[Hint, ...]


@dataclass(slots=True)
class Written:
    """A name as it is written in one place: what it may be, whether it was cut to be found, and what follows it.

    `region` is the name of the region that follows, where no place of the name lies in that.
    """

    name: Name
    text: str
    found: tuple[Place, ...]
    cut: bool
    hints: Hints
    region: str = ""


def ask(names: Sequence[Name], fields: Mapping[str, str]) -> list[Asked]:
    """Names grouped by string and hint; a string without a hint of its own takes the one that it has elsewhere.

    A name whose region is told, and that no gazetteer knows there, is put into that region and has no candidates.
    """
    written = [as_written(name, fields[name.field]) for name in names]
    hinted: dict[str, Counter[Hints]] = defaultdict(Counter)
    for one in written:
        if one.hints:
            hinted[one.text][one.hints] += 1
    unknown = {(one.text, one.hints): one.region for one in written if one.region}
    groups: dict[tuple[str, Hints], Asked] = {}
    for one in written:
        hints = one.hints or most(hinted.get(one.text))
        if (one.text, hints) not in groups:
            within = tuple(p for p in one.found if any(fits(p, h) for h in hints)) or one.found
            groups[one.text, hints] = Asked(one.text, () if (one.text, hints) in unknown else within, one.cut, [])
        groups[one.text, hints].names.append(one.name)
        if (one.text, hints) in unknown:
            put_into(one.name, hints[0], unknown[one.text, hints])
    return list(groups.values())


def as_written(name: Name, text: str) -> Written:
    """A name with what follows it."""
    found, cut = candidates(name.text)
    hints = tuple(h for h in hints_after(text, name.end) if any(fits(p, h) for p in found))
    region = ""
    if found and not (hints or cut) and max(p.population for p in found) < KNOWN_EVERYWHERE:
        hints, region = firm_region(text, name.start, name.end)
    return Written(name, fold(name.text), found, cut, hints, region)


def most(hinted: Counter[Hints] | None) -> Hints:
    """The hints that a string has most often."""
    return min(hinted, key=lambda h: (-hinted[h], h[0].country, h[0].admin1, h[0].county)) if hinted else ()


def put_into(name: Name, hint: Hint, region: str) -> None:
    """Give a name the country and point of the region that is told of it."""
    regions = (
        p for p in places_named(region) if p.kind in "12" and (p.country, p.admin1) == (hint.country, hint.admin1)
    )
    if (place := next(regions, None)) is not None:
        name.country_code, name.lat, name.lon = hint.country, place.lat, place.lon
    elif hint.country in country_points():
        _, name.lat, name.lon, _ = country_points()[hint.country]
        name.country_code = hint.country
    name.tied = "nearby"
