"""The voting of places: each string spreads one vote over its candidates, on what all the others vote for.

Votes count for a country, for a state, and for the square degrees around a candidate, so that neighbours speak for each
other across a state line. The time is linear in the candidates.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, log10

from flows.text.gazetteer import Place
from flows.text.naming import Name
from flows.text.places.candidates import capitals
from flows.text.slugs import fold

Region = tuple[str, str]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts, in decades of inhabitants; fitted on the evaluation halves.

    `country`, `region` and `cell` are for votes of others; `home` for the source's country; `prefer` for a city that is
    meant before the state of its name; `written` for a state's name anywhere in the text; `sharp` is how fast a
    candidate's share falls with its distance from the best; `hamlet` is how much of a small place's vote counts.
    """

    country: float = 4.0
    region: float = 3.0
    cell: float = 1.9
    alternate: float = -1.5
    capital: float = 0.7
    state: float = 2.0
    city_state: float = -2.0
    county: float = -0.5
    other: float = 5.5
    home: float = 2.0
    prefer: float = 2.4
    sharp: float = 1.2
    written: float = 1.0
    hamlet: float = 0.5


WEIGHTS = Weights()
ROUNDS = 3
HAMLET = 5_000
"""Inhabitants below which a place's vote counts less."""
LARGE = 100_000
"""Inhabitants of a city that may come before a state of another country."""
LEAST = 0.05
"""The smallest share that is counted as a vote."""
PREFERRED = {"washington": "4140963", "new york": "5128581"}
"""Folded name → GeoNames id of the city that is meant where a state has the same name."""
STATES_FIRST = frozenset({"US", "CA", "AU"})
"""Countries whose states come before their cities of the same name; elsewhere the city is meant."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a candidate's vote counts; `near` are its cell and those around it, none of a state, which is too large."""

    country: str
    region: Region
    lat: int
    lon: int
    near: tuple[Cell, ...]


Ballot = Sequence[tuple[float, Spot]]
"""How one string votes: the shares of its candidates that count."""


@dataclass(slots=True)
class Asked:
    """One string of a document with one set of hints: its candidates, what each is worth, its share of the vote."""

    text: str
    found: tuple[Place, ...]
    cut: bool
    names: list[Name]
    spots: list[Spot] = field(default_factory=list)
    worth: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)

    @property
    def chosen(self) -> Place | None:
        """The candidate with the largest share, the first of several."""
        return self.found[self.shares.index(max(self.shares))] if self.found else None

    @property
    def share(self) -> float:
        """The share of the vote of the one chosen: how sure the choice is."""
        return max(self.shares, default=0.0)

    @property
    def ballot(self) -> Ballot:
        """The shares that count; a hamlet's counts less, or a small namesake of an unknown place would draw cities."""
        voting = zip(self.shares, self.spots, self.found, strict=True)
        return [(s * WEIGHTS.hamlet if p.kind == "P" and p.population < HAMLET else s, spot)
                for s, spot, p in voting if s > LEAST]  # fmt: skip


class Votes:
    """What a document speaks for: countries, states, and square degrees with their neighbours."""

    def __init__(self, named: Mapping[str, int], written: Mapping[Region, int]) -> None:
        self.countries: dict[str, float] = defaultdict(float)
        self.regions: dict[Region, float] = defaultdict(float)
        self.cells: dict[Cell, float] = defaultdict(float)
        self.total = self.total_regions = 0.0
        for code, times in named.items():
            self.add(code, None, 1 + log10(times))
        for (code, state), times in written.items():
            self.add(code, (code, state), WEIGHTS.written * (1 + log10(times)))

    def add(self, country: str, region: Region | None, votes: float) -> None:
        """Votes for a country, and for a state of it."""
        self.countries[country] += votes
        self.total += votes
        if region is not None:
            self.regions[region] += votes
            self.total_regions += votes

    def cast(self, ballot: Ballot) -> None:
        """Cast the vote of a string."""
        for share, spot in ballot:
            self.add(spot.country, spot.region, share)
            for cell in spot.near:
                self.cells[cell] += share

    def score(self, spot: Spot, own: Ballot) -> float:
        """What the votes of all others are worth for a candidate; `own` are those of its string."""
        national = self.countries.get(spot.country, 0.0)
        regional = self.regions.get(spot.region, 0.0)
        near = self.cells.get((spot.lat, spot.lon), 0.0)
        whole = 0.0
        for share, other in own:
            whole += share
            if other.country == spot.country:
                national -= share
                if other.region == spot.region:
                    regional -= share
                if other.near and -2 < other.lat - spot.lat < 2 and -2 < other.lon - spot.lon < 2:
                    near -= share
        return (
            WEIGHTS.country * national / (self.total - whole + 1)
            + WEIGHTS.region * regional / (self.total_regions - whole + 1)
            + (WEIGHTS.cell * log10(1 + 9 * near) if near > LEAST else 0.0)
        )


def choose(asked: Sequence[Asked], named: Mapping[str, int], written: Mapping[Region, int], home: str | None) -> None:
    """The rounds of voting: first on what each candidate is worth alone, then on what the others voted for.

    `named` counts the countries and `written` the states that the text names; `home` is the source's country.
    """
    for one in asked:
        one.spots = [spot_of(p) for p in one.found]
        one.worth = [worth(p, one) + WEIGHTS.home * (p.country == home) for p in one.found]
        one.shares = shares(one.worth)
    for _ in range(ROUNDS):
        votes, ballots = Votes(named, written), [one.ballot for one in asked]
        for ballot in ballots:
            votes.cast(ballot)
        for one, ballot in zip(asked, ballots, strict=True):
            if len(one.found) > 1:
                one.shares = again(one, ballot, votes)


def again(one: Asked, ballot: Ballot, votes: Votes) -> list[float]:
    """The shares of one string's candidates on the votes of all others; `ballot` is how it voted itself."""
    return shares([own + votes.score(spot, ballot) for own, spot in zip(one.worth, one.spots, strict=True)])


def shares(scores: Sequence[float]) -> list[float]:
    """Scores as shares of one vote."""
    top = max(scores, default=0.0)
    powers = [exp(WEIGHTS.sharp * (s - top)) for s in scores]
    whole = sum(powers)
    return [p / whole for p in powers]


@lru_cache(maxsize=50_000)
def spot_of(place: Place) -> Spot:
    """Where a place's vote counts."""
    country = place.country or ""
    lat, lon = int(place.lat // 1), int(place.lon // 1)
    near = () if place.kind == "1" else tuple((lat + north, lon + east) for north in (-1, 0, 1) for east in (-1, 0, 1))
    return Spot(country, (country, place.admin1), lat, lon, near)


def worth(place: Place, one: Asked) -> float:
    """Inhabitants as a power of ten, with what kind of place it is and by what name it was found."""
    bonus = WEIGHTS.alternate * place.by_alternate
    if place.id and PREFERRED.get(one.text) == place.id:
        bonus += WEIGHTS.prefer
    if place.kind == "T":
        return WEIGHTS.other + bonus
    if place.kind == "P" and not place.by_alternate and capitals().get(place.country or "") == one.text:
        bonus += WEIGHTS.capital
    elif place.kind == "1":
        bonus += WEIGHTS.city_state if city_meant(place, one) else WEIGHTS.state
    elif place.kind == "2":
        bonus += WEIGHTS.county
    return log10(place.population + 100) + bonus


def city_meant(state: Place, one: Asked) -> bool:
    """Whether a large city of the same name comes before a state: one of its country, or a larger one elsewhere.

    Jamaica has a Manchester and Argentina a Santa Cruz; England's, and Santa Cruz de la Sierra, are meant more often.
    """
    return state.country not in STATES_FIRST and any(
        p.population > (500_000 if p.by_alternate else 50_000)
        if p.country == state.country
        else p.population > max(state.population, LARGE) and (not p.by_alternate or is_long_form(p, one.text))
        for p in one.found
        if p.kind == "P"
    )


def is_long_form(place: Place, text: str) -> bool:
    """Whether a folded name is the beginning of a place's main one."""
    return fold(place.name).startswith(f"{text} ")
