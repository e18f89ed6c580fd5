"""A name of several words, once found, is the same name wherever the text repeats it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from flows.text.recognisers.overlay import lay_over
from flows.text.records import Span

WORD = re.compile(r"(?<!\w)[A-Z][\w.'’-]*")
SURE = 0.6


def follow_repeats(text: str, spans: Iterable[Span]) -> list[Span]:
    """Mark, with the rule `repeat`, each place where a sure name of two words or more stands again.

    Of two labels for one name the surer one counts. Linear in the length of the text.
    """
    spans = list(spans)
    known = _surest(text, spans)
    taken = {(span.start, span.end) for span in spans}
    found = (replace(known[name], start=at, end=at + len(name), rule="repeat") for at, name in _places(text, known))
    return lay_over(spans, [span for span in found if (span.start, span.end) not in taken])


def _surest(text: str, spans: list[Span]) -> dict[str, Span]:
    best: dict[str, Span] = {}
    for span in spans:
        name = text[span.start : span.end]
        if span.score >= SURE and " " in name and (name not in best or best[name].score < span.score):
            best[name] = span
    return best


def _places(text: str, known: Mapping[str, object]) -> Iterable[tuple[int, str]]:
    """Yield where each known name stands as whole words, the longest of those that start at one word."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(known, key=lambda one: (-len(one), one)):
        by_first.setdefault(name.split()[0], []).append(name)
    for word in WORD.finditer(text):
        for name in by_first.get(word[0], ()):
            end = word.start() + len(name)
            if text.startswith(name, word.start()) and not text[end : end + 1].isalnum():
                yield word.start(), name
                break
