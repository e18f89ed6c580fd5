"""Places that no gazetteer knows: they are taken to lie where the nearest known place of the text does."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from flows.text.naming import Name

REACH = 1_500
"""Code points within which an unknown place takes the point of a known one."""


def place_beside(unknown: Sequence[Name], names: Sequence[Name]) -> None:
    """Give each unknown place the country and point of the nearest known one in its field, tied `nearby`."""
    if not unknown:
        return
    known: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.label == "place" and name.lat is not None and name.country_code:
            known[name.field].append(name)
    for name in unknown:
        beside = nearest(name, known[name.field])
        if beside is not None:
            name.country_code, name.lat, name.lon = beside.country_code, beside.lat, beside.lon
            name.tied = "nearby"


def nearest(name: Name, known: Sequence[Name]) -> Name | None:
    """The known place that stands nearest in the text; of two as near the one before."""
    at = bisect_left(known, name.start, key=lambda n: n.start)
    close = [n for n in known[max(0, at - 1) : at + 1] if abs(n.start - name.start) < REACH]
    return min(close, key=lambda n: abs(n.start - name.start), default=None)
