"""One text, one kind: where a name is labelled in two ways, the label that clearly leads in the text is taken."""

from collections.abc import Iterable
from dataclasses import replace

from flows.text.records import Label, Span

LEAD = 3.0
"""Times the summed scores of another label that the leading label must have."""

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
