"""Names in a series are of a kind: in `Delhi, Nashik, Korwa and Kanpur` a doubtful one takes after the others."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from flows.text.recognisers.surnames import SUFFIXES
from flows.text.records import Label, Span

BETWEEN = re.compile(r",? (?:and|or|&) |, |; |/")
NAME = r"([A-Z][\w'’.-]*(?: (?:of |the |de )?[A-Z][\w'’.-]*){0,4})"
GAP = re.compile(rf"(?:,? (?:and|or) |, |; ){NAME}(?:,? (?:and|or) |, |; )")
GAP_SCORE = 0.5
LEAST = 3
DOUBT = 0.75
"""Score below which a name takes the label of its series."""
LEAD = 1.2
"""Times the summed scores of all other labels that the leading label must have."""


def fill_series(text: str, spans: Iterable[Span]) -> list[Span]:
    """Mark the one capitalised name between two of a kind in a series (rule `gap`); a `Jr.` between commas is none."""
    spans = list(spans)
    found = [
        Span(*gap.span(1), one.label, GAP_SCORE, "gap")
        for one, other in pairwise(spans)
        if one.label == other.label
        and (gap := GAP.fullmatch(text, one.end, other.start))
        and gap[1].strip(".").lower() not in SUFFIXES
    ]
    return sorted(spans + found, key=lambda span: span.start)


def follow_series(text: str, spans: Iterable[Span]) -> list[Span]:
    """Relabel doubtful spans in a series of LEAST or more whose label is clear otherwise (rule `+series`)."""
    return [span for series in _series(text, list(spans)) for span in _harmonised(series)]


def _series(text: str, spans: list[Span]) -> Iterator[list[Span]]:
    """Yield the spans in stretches between which stands nothing but a comma or a joining word."""
    series: list[Span] = []
    for span in spans:
        if series and not BETWEEN.fullmatch(text, series[-1].end, span.start):
            yield series
            series = []
        series.append(span)
    yield series


def _harmonised(series: list[Span]) -> list[Span]:
    totals: dict[Label, float] = {}
    for span in series:
        totals[span.label] = totals.get(span.label, 0.0) + span.score
    if len(series) < LEAST or len(totals) < 2:
        return series
    leading = max(totals, key=lambda label: (totals[label], label))
    if totals[leading] < LEAD * (sum(totals.values()) - totals[leading]):
        return series
    doubtful = [span.label != leading and span.score < DOUBT for span in series]
    changed = (replace(span, label=leading, rule=f"{span.rule}+series") for span in series)
    return [new if doubt else span for span, new, doubt in zip(series, changed, doubtful, strict=True)]
