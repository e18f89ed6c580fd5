"""One text, one kind: a label that the model is unsure of follows the one that the same name surely has elsewhere."""

from collections import Counter
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


def follow_most(text: str, spans: Iterable[Span]) -> list[Span]:
    """Take an unsure person for what most mentions of that name are in the text, or for what it is known as.

    What the model does not know it takes for a person: a club here, in a text that has it as a club elsewhere. A known
    kind (`model+known`) counts twice; a surname of a full name in the text is left alone. Adds `+most` to the rule.
    """
    spans = list(spans)
    mixed = _of_two_labels(text, spans)
    if not mixed:
        return spans
    votes: dict[str, Counter[Label]] = {name: Counter() for name in mixed}
    for span in spans:
        if (name := text[span.start : span.end]) in mixed:
            votes[name][span.label] += 2 if "known" in span.rule else 1
    labels = {name: _most(its) for name, its in votes.items()}
    families = {text[span.start : span.end].rpartition(" ")[2] for span in spans if _is_full_name(text, span)}
    return [_as_most(span, labels.get(text[span.start : span.end]), families, text) for span in spans]


def _of_two_labels(text: str, spans: Iterable[Span]) -> set[str]:
    first: dict[str, Label] = {}
    return {name for span in spans if first.setdefault(name := text[span.start : span.end], span.label) != span.label}


def _is_full_name(text: str, span: Span) -> bool:
    return span.label == "person" and " " in text[span.start : span.end]


def _most(labels: Counter[Label]) -> Label | None:
    """Return the one label that more than half say, if that is not the person's."""
    (most, times), *_ = labels.most_common(1)
    return most if most != "person" and 2 * times > labels.total() else None


def _as_most(span: Span, most: Label | None, families: set[str], text: str) -> Span:
    if most is None or span.label != "person" or span.score >= SURE or text[span.start : span.end] in families:
        return span
    return replace(span, label=most, rule=f"{span.rule}+most")
