"""Choose a place for each name: what follows it, what else the document names, then inhabitants.

One string means one place in a document, unless what follows it says otherwise.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from flows.text.countries import known_form
from flows.text.countries.scene import evidence
from flows.text.gazetteer import places_named
from flows.text.naming import Context, Name
from flows.text.places.asking import ask
from flows.text.places.candidates import BEFORE, country_points, point_of_key
from flows.text.places.home import home_of, told
from flows.text.places.keys import entity_of
from flows.text.places.namesakes import place_namesakes, witnesses
from flows.text.places.nearby import place_beside
from flows.text.places.votes import Asked, Region, choose
from flows.text.records import Entity
from flows.text.slugs import slug

SUREST, CUT = 0.96, 0.5
"""How sure a place is that has the whole vote, and how much of it is left when its name had to be cut to be found."""


def resolve_places(
    names: Sequence[Name], fields: Mapping[str, str], context: Context, written: Mapping[Region, int]
) -> None:
    """Give each name of a place its entity, country and point; countries, regions and peoples their point.

    `written` counts the states that the document names anywhere.
    """
    for name in names:
        point_of_form(name)
    for name in names:
        if name.label == "place" and name.entity is None:
            part_of_country(name)
    asked = ask([n for n in names if n.label == "place" and n.entity is None], fields)
    named = Counter(n.form.code for n in names if n.form is not None and n.form.code)
    beside = [*told(context), *witnesses(names, {one.text for one in asked})]
    choose([*asked, *beside], named, written, home_of(context))
    known = {one.text: one.chosen for one in (*beside, *asked) if one.chosen is not None and not one.cut}
    place_namesakes(names, known)
    for one in asked:
        for name in one.names:
            settle(name, one)
    place_beside([n for one in asked if one.chosen is None and not one.cut for n in one.names if n.lat is None], names)


def point_of_form(name: Name) -> None:
    """The point of a country, its people, or a region."""
    form = name.form
    if form is None or form.entity is None:
        return
    if point := point_of_key(form.entity.key, form.form):
        name.lat, name.lon = point
    elif form.code in country_points():
        _, name.lat, name.lon, _ = country_points()[form.code]


def part_of_country(name: Name) -> None:
    """A part of a country or region, "Western Canada", lies where that does when the gazetteer does not know it."""
    part = BEFORE.sub("", name.text.removesuffix("'s").removesuffix("’s"))
    form = known_form(part) if part != name.text and (name.text[0].islower() or not places_named(name.text)) else None
    if form is None or form.entity is None or form.is_adjective or part in evidence():
        return
    name.entity, name.tied = Entity(f"place:{slug(name.text)}", "place", name.text, form.code), "gazetteer"
    name.country_code = form.code
    if point := point_of_key(form.entity.key, form.form):
        name.lat, name.lon = point
    elif form.code in country_points():
        _, name.lat, name.lon, _ = country_points()[form.code]


def settle(name: Name, one: Asked) -> None:
    """Write a choice down; a name that had to be cut to be found has the place's point, and is not the place itself."""
    if (place := one.chosen) is None:
        return
    name.country_code, name.lat, name.lon = place.country, place.lat, place.lon
    name.place_score = min(one.share, SUREST) * (CUT if one.cut else 1)
    if not one.cut:
        name.entity, name.tied, name.link_score = entity_of(place), "gazetteer", name.place_score
