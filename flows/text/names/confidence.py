"""How sure it is that a name means its entity, and that it lies where it is put; read off the evaluation halves.

`python -m benchmarks.entities` prints what share was right of what had which score.
"""

from flows.text.naming import Name

BY_TIE = {
    "full name": 0.96,
    "surname": 0.98,
    "given name": 0.95,
    "variant": 0.85,
    "acronym": 0.95,
    "expansion": 0.96,
    "gazetteer": 0.96,
    "abbreviation": 0.99,
    "adjective": 0.98,
    "demonym": 0.98,
    "alone": 0.92,
    "nearby": 0.9,
}
"""Share of names tied so that are right. A place that the document votes on has its own, the share of its vote."""

PLACED_BY = {"gazetteer": 0.96, "abbreviation": 0.99, "adjective": 0.98, "demonym": 0.9, "nearby": 0.57}
NAMESAKE = 0.6
"""For whatever lies where a place of its name does: "Kentucky State Police"."""


def link_score(name: Name) -> float | None:
    """How sure the entity is, 0 to 1; null for a name without one."""
    if name.entity is None:
        return None
    return BY_TIE.get(name.tied or "alone", BY_TIE["alone"]) if name.link_score is None else round(name.link_score, 2)


def place_score(name: Name) -> float | None:
    """How sure country and point are, 0 to 1; null for a name without a point."""
    if name.lat is None:
        return None
    return PLACED_BY.get(name.tied or "", NAMESAKE) if name.place_score is None else round(name.place_score, 2)
