"""One text, one kind: a label that the model is unsure of follows the one that the same name surely has elsewhere."""

from collections.abc import Iterable
from dataclasses import replace

from flows.text.records import Label, Span

SURE, UNSURE = 0.9, 0.7
"""Score from which a label settles that of the same name elsewhere, and below which it is open."""


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
