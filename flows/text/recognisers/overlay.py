"""Two lists of spans laid over one another, without overlap."""

from collections.abc import Iterable

from flows.text.records import Span


def lay_over(spans: Iterable[Span], above: Iterable[Span]) -> list[Span]:
    """Return `spans` with those of `above` laid over them: sorted, not overlapping.

    A span that contains another wins; of two that cut each other or are equal in range, the one of `above` does.
    """
    ranked = [(span.start, -span.end, 0, span) for span in above] + [(span.start, -span.end, 1, span) for span in spans]
    out: list[Span] = []
    for start, _, rank, span in sorted(ranked, key=lambda one: one[:3]):
        if not out or start >= out[-1].end:
            out.append(span)
        elif rank == 0 and span.end > out[-1].end:
            out[-1] = span
    return out
