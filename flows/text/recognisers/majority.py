"""One text, one kind: where a name is labelled in two ways, the label that clearly leads in the text is taken."""

from collections.abc import Iterable
from dataclasses import replace

from flows.text.records import Label, Span

LEAD = 3.0
"""Times the summed scores of another label that the leading label must have."""

SURE, UNSURE = 0.9, 0.7
"""Score from which a label settles that of the same name elsewhere, and below which it is open."""

Totals = dict[str, dict[Label, float]]


def follow_majority(text: str, spans: Iterable[Span]) -> list[Span]:
    """Relabel the spans whose name the text labels otherwise LEAD times as surely; adds `+majority` to their rule."""
    spans = list(spans)
    totals: Totals = {}
    for span in spans:
        labels = totals.setdefault(text[span.start : span.end], {})
        labels[span.label] = labels.get(span.label, 0.0) + span.score
    return [_follow(span, totals[text[span.start : span.end]]) for span in spans]


def _follow(span: Span, labels: dict[Label, float]) -> Span:
    leading = max(labels, key=lambda label: (labels[label], label))
    if leading == span.label or labels[leading] <= LEAD * labels[span.label]:
        return span
    return replace(span, label=leading, rule=f"{span.rule}+majority")


def follow_sure(text: str, spans: Iterable[Span]) -> list[Span]:
    """Relabel the spans of an open label whose name the text surely labels in one way; adds `+sure` to their rule."""
    spans = list(spans)
    sure: dict[str, set[Label]] = {}
    for span in spans:
        if span.score >= SURE:
            sure.setdefault(text[span.start : span.end], set()).add(span.label)
    return [_settled(span, sure.get(text[span.start : span.end], set())) for span in spans]


def _settled(span: Span, labels: set[Label]) -> Span:
    if span.score >= UNSURE or len(labels) != 1 or span.label in labels:
        return span
    return replace(span, label=min(labels), rule=f"{span.rule}+sure")
