"""How sure it is that a name means its entity, by how it was tied."""

from flows.text.naming import Name

BY_TIE = {
    "full name": 0.97,
    "surname": 0.95,
    "given name": 0.85,
    "variant": 0.8,
    "acronym": 0.9,
    "expansion": 0.97,
    "gazetteer": 0.97,
    "abbreviation": 0.97,
    "adjective": 0.97,
    "demonym": 0.97,
    "alone": 0.9,
    "nearby": 0.5,
}
"""Share of names tied so that are right."""


def link_score(name: Name) -> float | None:
    """0 to 1; null for a name without an entity."""
    if name.entity is None:
        return None
    if name.link_score is not None:
        return round(name.link_score, 2)
    return BY_TIE.get(name.tied or "alone", 0.9)
