"""The tables of countries, blocs and regions, read once when first asked for.

`data/countries.tsv` is made by `benchmarks/make_countries.py`; `data/blocs.tsv` and `data/compounds.tsv` are written by
hand. All three are meant to be read and corrected by people who know better.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from flows.text.records import Entity, Label
from flows.text.slugs import remembered, slug

Kind = Literal[
    "name", "official", "former", "abbreviation", "adjective", "demonym", "plural", "bloc", "region", "people",
    "compound", "state",
]  # fmt: skip

PEOPLE = {"adjective": 0, "demonym": 1, "plural": 2}
"""Kinds of form that mean a country's people, in the order in which one names them all."""
# A form that two countries share goes to the one that is meant nearly always.
SHARED = {"Congo": "CD", "Korea": "KR", "Dominican": "DO", "Dominicans": "DO", "Virgin Islands": "VI",
          "Saint Martin": "MF", "Congolese": "CD",
          "Saint-Martin": "MF"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountryForm:
    """One way of writing a country, bloc or region: `label` is what such a mention is, `entity` what it means.

    `code` is ISO 3166-1 alpha-2, null for what is no single country today; `since` and `until` are years of a former
    name, null where it still holds. `needs_the` says that it is a name only after an article ("the West").
    """

    form: str
    kind: Kind
    label: Label
    entity: Entity | None
    code: str | None = None
    since: int | None = None
    until: int | None = None
    needs_the: bool = False

    @property
    def is_country(self) -> bool:
        """Whether this names a country or its people, rather than a bloc or a region."""
        return self.kind not in ("bloc", "region", "people", "compound", "state")

    @property
    def is_adjective(self) -> bool:
        """Whether this says whose something is, rather than naming a place."""
        return self.kind in ("adjective", "demonym", "plural", "people")


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a table in `flows/text/data`, by column; lines that start with # are remarks."""
    text = (files("flows.text") / "data" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _countries(shared: bool = False) -> Iterator[CountryForm]:
    """Forms of countries, with `shared` also under codes that are seldom meant; the first adjective names a people."""
    table = rows("countries.tsv")
    people: dict[str, str] = {}
    geonames = {row["code"]: row["geonames"] for row in rows("country_points.tsv")}
    for row in sorted(table, key=lambda r: PEOPLE.get(r["kind"], 9)):
        if row["kind"] in PEOPLE:
            people.setdefault(row["code"], row["form"])
    for row in table:
        code = row["code"].split("-")[0]
        iso = code if len(code) == 2 else None
        ids = {"iso3166-1": code, "iso3166-1-alpha3": row["alpha3"], "m49": row["numeric"]} if iso else {}
        ids["geonames"] = geonames.get(code, "")
        label: Label = "country" if "-" not in row["code"] else "place"
        if row["kind"] in PEOPLE:
            name = people.get(row["code"], row["form"])
            label, entity = "group", Entity(f"group:{slug(name)}", "group", name, iso)
        elif label == "country":
            held = {k: v for k, v in ids.items() if v} or {"iso3166-3": row["code"]}
            entity = Entity(f"country:{row['code']}", "country", row["name"], iso, held)
        else:
            entity = Entity(f"place:{slug(row['name'])}", "place", row["name"], iso, {"iso3166-2": row["code"]})
        if shared or SHARED.get(row["form"], row["code"]) == row["code"]:
            years = (int(row[c]) if row[c] else None for c in ("from", "to"))
            yield CountryForm(row["form"], row["kind"], label, entity, iso, *years)  # type: ignore[arg-type]


def _blocs() -> Iterator[CountryForm]:
    """Forms of blocs and regions; an adjective with ~ before it is a mention of the place itself."""
    for row in rows("blocs.tsv"):
        ids = {"m49": row["m49"]} if row["m49"] else {}
        type_: Label = "organization" if row["label"] == "organization" else "place"
        code = row["country"] or None
        entity = Entity(f"{type_}:{row['key']}", type_, row["name"], code, ids)
        for form in filter(None, row["forms"].split("|")):
            yield CountryForm(form, "bloc" if type_ == "organization" else "region", type_, entity, code)
        adjectives = [a for a in row["adjectives"].split("|") if a]
        for form in adjectives:
            group = Entity(f"group:{slug(adjectives[0])}", "group", adjectives[0], code)
            of_place = form.startswith("~")
            yield CountryForm(form.lstrip("~"), "people", "place" if of_place else "group",
                              entity if of_place else group, code)  # fmt: skip


def _compounds() -> Iterator[CountryForm]:
    """Phrases that hold a country's name and mean something else, and states, which are evidence only; null entity."""
    for row in rows("compounds.tsv"):
        kind: Kind = "state" if row["label"] == "state" else "compound"
        yield CountryForm(row["phrase"], kind, "place", None)


@cache
def forms() -> dict[str, CountryForm]:
    """Every form as written in the tables, without a leading article, and what it means."""
    found: dict[str, CountryForm] = {}
    every = (*_countries(), *_blocs(), *_compounds())
    alone = {form.form for form in every}
    for form in every:
        short = bare(form.form)
        found.setdefault(short, replace(form, form=short, needs_the=short not in alone))
    return found


@cache
def names_of_codes() -> dict[str, CountryForm]:
    """ISO code → the country's own name; code and "~" → the adjective of its people."""
    found: dict[str, CountryForm] = {}
    for form in _countries(shared=True):
        if form.code and form.entity and form.form == form.entity.name:
            found.setdefault(form.code if form.label == "country" else f"{form.code}~", form)
    return found


@cache
def region_points() -> dict[str, tuple[float, float]]:
    """Entity key of a region, and each adjective of it → a point in its middle, degrees north and east."""
    points: dict[str, tuple[float, float]] = {}
    for row in rows("blocs.tsv"):
        if row["lat"]:
            point = float(row["lat"]), float(row["lon"])
            points[f"{row['label']}:{row['key']}"] = point
            points |= {adjective.lstrip("~"): point for adjective in row["adjectives"].split("|") if adjective}
    return points


@cache
def acronyms() -> dict[str, Entity]:
    """Acronyms that mean a bloc when a name of an organisation is nothing else, and that mean too much besides."""
    return {
        short: Entity(f"{row['label']}:{row['key']}", "organization", row["name"])
        for row in rows("blocs.tsv")
        for short in row["acronyms"].split("|")
        if short
    }


def bare(form: str) -> str:
    """A form without its article.

    >>> bare("the Gambia")
    'Gambia'
    """
    return form[4:] if form[:4] in ("the ", "The ") else form


@remembered
def known_form(text: str) -> CountryForm | None:
    """What a text means when it is exactly a form of a country, bloc or region (an article may stand before it)."""
    form = forms().get(bare(" ".join(text.split()).replace("’", "'")))
    return form if form and form.entity else None


def country_form(text: str) -> CountryForm | None:
    """What a text means when it is exactly a form of a country or its people.

    >>> country_form("Swedes").entity.key, country_form("U.S.").code, country_form("EU")
    ('group:swedish', 'US', None)
    """
    form = known_form(text)
    return form if form and form.is_country else None
