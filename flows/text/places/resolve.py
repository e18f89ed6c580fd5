"""Choose a place for each name: what follows it, what else the document names, then inhabitants.

One string means one place in a document, unless what follows it says otherwise. The strings vote in rounds: each spreads
its vote over its candidates, and the votes of the others for a country, a state and a patch of the map speak for a
candidate there. Nothing depends on the order of names, and the time is linear in the candidates.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log10

from flows.text.countries import known_form
from flows.text.gazetteer import Place
from flows.text.names.context import Context, Name
from flows.text.places.candidates import candidates, capitals, country_points, point_of_key
from flows.text.places.hints import Hint, hints_after, regions_named
from flows.text.places.keys import entity_of
from flows.text.slugs import fold

Region = tuple[str, str]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts, in decades of inhabitants; fitted on the evaluation halves."""

    country: float = 4.0
    region: float = 3.0
    cell: float = 1.9
    alternate: float = -1.5
    capital: float = 0.7
    state: float = 2.0
    county: float = -0.5
    other: float = 5.5
    home: float = 2.0
    prefer: float = 2.4
    sharp: float = 1.2
    written: float = 1.0


WEIGHTS = Weights()
ROUNDS = 3
NEARBY = 1_500
"""Code points within which an unknown place takes the point of a known one."""
NAMED_AFTER = frozenset({"organization", "event", "law", "work", "product", "place"})
"""Labels of names that may be named after a place."""
MOST_WITNESSES, LARGE = 100, 50_000
"""How many other names may vote, and how many inhabitants the city must have that they begin with."""
PREFERRED = {"washington": "4140963", "new york": "5128581"}
"""Folded name → GeoNames id of the city that is meant where a state has the same name."""


@dataclass(slots=True)
class Asked:
    """One string of a document with one set of hints: its candidates with their shares of its vote."""

    text: str
    found: tuple[Place, ...]
    cut: bool
    names: list[Name]
    shares: list[float] = field(default_factory=list)

    @property
    def chosen(self) -> Place | None:
        """The candidate with the largest share."""
        return max(zip(self.shares, self.found, strict=True), key=lambda s: s[0])[1] if self.found else None


@dataclass(slots=True)
class Votes:
    """What a document speaks for: countries, states, and cells of one degree."""

    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    regions: dict[Region, float] = field(default_factory=lambda: defaultdict(float))
    cells: dict[Cell, float] = field(default_factory=lambda: defaultdict(float))


def resolve_places(names: Sequence[Name], fields: Mapping[str, str], context: Context) -> None:
    """Give each name of a place its entity, country and point; countries, regions and peoples their point."""
    for name in names:
        if name.form is not None:
            point_of_form(name)
    asked = ask([n for n in names if n.label == "place" and n.entity is None], fields)
    named = Counter(n.form.code for n in names if n.form is not None and n.form.code)
    written = regions_named(fields)
    beside = witnesses(names, {one.text for one in asked})
    choose([*asked, *beside], named, written, context)
    known = {one.text: one.chosen for one in (*beside, *asked) if one.chosen is not None and not one.cut}
    for name in names:
        if name.label in NAMED_AFTER and name.form is None:
            point_of_owner(name, known)
    for one in asked:
        for name in one.names:
            settle(name, one)
    near_by(asked, names)


def point_of_form(name: Name) -> None:
    """The point of a country, its people, or a region."""
    form = name.form
    if form is None or form.entity is None:
        return
    if point := point_of_key(form.entity.key, form.form):
        name.lat, name.lon = point
    elif form.code in country_points():
        _, name.lat, name.lon, _ = country_points()[form.code]


def point_of_owner(name: Name, known: Mapping[str, Place]) -> None:
    """Country and point of a name that begins or ends with those of a place ("Kentucky State Police")."""
    for text in parts_of(name.text):
        form, place = known_form(text), known.get(fold(text))
        if form is not None and form.code in country_points():
            name.country_code = form.code
            _, name.lat, name.lon, _ = country_points()[form.code]
            return
        if place is not None:
            name.country_code, name.lat, name.lon = place.country, place.lat, place.lon
            return


def parts_of(text: str) -> Iterator[str]:
    """What a longer name may be named after: its first words, and what follows its last "of" or "in"."""
    words = text.split(" ", 8)[:8]
    for size in range(min(3, len(words) - 1), 0, -1):
        yield " ".join(words[:size])
    for i, word in enumerate(words[1:-1], 1):
        if word in ("of", "in", "for"):
            yield " ".join(words[i + 1 : i + 4])
            yield " ".join(words[i + 1 : i + 3])
            yield words[i + 1]


def ask(names: Sequence[Name], fields: Mapping[str, str]) -> list[Asked]:
    """Names grouped by string and hint; a string without a hint of its own takes the one that it has elsewhere."""
    hinted: dict[str, Counter[tuple[Hint, ...]]] = defaultdict(Counter)
    own: list[tuple[Name, str, tuple[Hint, ...]]] = []
    for name in names:
        found, _ = candidates(name.text)
        text = fold(name.text)
        hints = tuple(h for h in hints_after(fields[name.field], name.end) if any(fits(p, h) for p in found))
        own.append((name, text, hints))
        if hints:
            hinted[text][hints] += 1
    groups: dict[tuple[str, tuple[Hint, ...]], Asked] = {}
    for name, text, hints in own:
        if not hints and hinted[text]:
            hints = min(hinted[text], key=lambda h: (-hinted[text][h], h[0].country, h[0].admin1, h[0].county))
        found, cut = candidates(name.text)
        within = tuple(p for p in found if any(fits(p, h) for h in hints)) or found
        groups.setdefault((text, hints), Asked(text, within, cut, [])).names.append(name)
    return list(groups.values())


def witnesses(names: Sequence[Name], known: set[str]) -> list[Asked]:
    """Cities and states that other names begin with ("New Orleans Police"): they vote, and are no mentions."""
    seen = set(known)
    made: list[Asked] = []
    for name in names:
        if name.form is not None or name.label not in NAMED_AFTER or len(made) >= MOST_WITNESSES:
            continue
        for part in parts_of(name.text):
            text = fold(part)
            found = tuple(p for p in candidates(part)[0] if p.population >= LARGE and not p.by_alternate)
            if found and text not in seen:
                seen.add(text)
                made.append(Asked(text, found, False, []))
            if found:
                break
    return made


def fits(place: Place, hint: Hint) -> bool:
    """Whether a place lies where a hint says, and is not that region itself."""
    if place.kind == "1" and hint.admin1 and not hint.county and place.admin1 == hint.admin1:
        return False
    return place.country == hint.country and hint.admin1 in ("", place.admin1)


def choose(asked: Sequence[Asked], named: Mapping[str, int], written: Mapping[Region, int], context: Context) -> None:
    """The rounds of voting: first on inhabitants alone, then on what the others voted for."""
    for one in asked:
        one.shares = shares([size(p, one) + WEIGHTS.home * (p.country == context.source_country) for p in one.found])
    for _ in range(ROUNDS):
        votes = count(asked, named, written)
        made = [again(one, votes, context) for one in asked]
        for one, share in zip(asked, made, strict=True):
            one.shares = share


def count(asked: Sequence[Asked], named: Mapping[str, int], written: Mapping[Region, int]) -> Votes:
    """All votes together: of strings by their shares, of countries and states that the text names besides."""
    votes = Votes()
    for code, times in named.items():
        votes.countries[code] += 1 + log10(times)
    for region, times in written.items():
        votes.regions[region] += WEIGHTS.written * (1 + log10(times))
        votes.countries[region[0]] += WEIGHTS.written * (1 + log10(times))
    for one in asked:
        for share, place in zip(one.shares, one.found, strict=True):
            if share > 0.02:
                votes.countries[place.country or ""] += share
                votes.regions[place.country or "", place.admin1] += share
                votes.cells[cell(place)] += share if place.kind != "1" else 0.0
    return votes


def again(one: Asked, votes: Votes, context: Context) -> list[float]:
    """The shares of one string's candidates on the votes of all others."""
    own = count([one], {}, {})
    all_countries = sum(votes.countries.values()) - sum(own.countries.values()) + 1
    all_regions = sum(votes.regions.values()) - sum(own.regions.values()) + 1
    scores = []
    for place in one.found:
        country, region = place.country or "", (place.country or "", place.admin1)
        near = sum(votes.cells.get(c, 0.0) - own.cells.get(c, 0.0) for c in around(place))
        scores.append(
            size(place, one)
            + WEIGHTS.country * (votes.countries.get(country, 0.0) - own.countries.get(country, 0.0)) / all_countries
            + WEIGHTS.region * (votes.regions.get(region, 0.0) - own.regions.get(region, 0.0)) / all_regions
            + WEIGHTS.cell * log10(1 + 9 * max(0.0, near))
            + WEIGHTS.home * (place.country == context.source_country)
        )
    return shares(scores)


def shares(scores: Sequence[float]) -> list[float]:
    """Scores as shares of one vote."""
    top = max(scores, default=0.0)
    powers = [exp(WEIGHTS.sharp * (s - top)) for s in scores]
    return [p / sum(powers) for p in powers]


def cell(place: Place) -> Cell:
    """The square degree that a place lies in."""
    return int(place.lat // 1), int(place.lon // 1)


def around(place: Place) -> list[Cell]:
    """That cell and its eight neighbours."""
    lat, lon = cell(place)
    return [(lat + i, lon + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]


def size(place: Place, one: Asked) -> float:
    """Inhabitants as a power of ten, with what kind of place it is."""
    bonus = WEIGHTS.alternate * place.by_alternate + WEIGHTS.prefer * (PREFERRED.get(one.text) == place.id != "")
    bonus += WEIGHTS.capital * (place.kind == "P" and capitals().get(place.country or "") == one.text)
    if place.kind == "T":
        return WEIGHTS.other + bonus
    if place.kind == "1":
        city = any(p.kind == "P" and p.country == place.country and p.population > 50_000 and not p.by_alternate
                   for p in one.found if p.admin1 == place.admin1)  # fmt: skip
        return log10(place.population + 100) + bonus + (-2.0 if city else WEIGHTS.state)
    return log10(place.population + 100) + bonus + (WEIGHTS.county if place.kind == "2" else 0.0)


def settle(name: Name, one: Asked) -> None:
    """Write a choice down."""
    place = one.chosen
    if place is None:
        return
    name.country_code, name.lat, name.lon = place.country, place.lat, place.lon
    if not one.cut:
        name.entity, name.tied = entity_of(place), "gazetteer"


def near_by(asked: Sequence[Asked], names: Sequence[Name]) -> None:
    """A place that no gazetteer knows takes country and point of the nearest known place of its field."""
    unknown = {id(n) for one in asked if one.chosen is None for n in one.names}
    known = [n for n in names if n.label == "place" and n.lat is not None and n.country_code and id(n) not in unknown]
    by_field: dict[str, list[Name]] = defaultdict(list)
    for name in known:
        by_field[name.field].append(name)
    for one in asked:
        for name in one.names:
            if id(name) in unknown and (beside := nearest(name, by_field[name.field])):
                name.country_code, name.lat, name.lon = beside.country_code, beside.lat, beside.lon
                name.tied = "nearby"


def nearest(name: Name, known: Sequence[Name]) -> Name | None:
    """The known place that stands nearest in the text, within `NEARBY` code points; of two the one before."""
    at = bisect_left(known, name.start, key=lambda n: n.start)
    close = [n for n in known[max(0, at - 1) : at + 1] if abs(n.start - name.start) < NEARBY]
    return min(close, key=lambda n: abs(n.start - name.start), default=None)
