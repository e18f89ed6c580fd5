"""A surname after the full name: where a text names `Qin Gang` or `Sergei Lavrov`, `Lavrov` alone is a person too."""

import re
from collections.abc import Iterable

from flows.text.recognisers.overlay import lay_over
from flows.text.records import Span

TOKEN = re.compile(r"[^\W\d_a-z](?<![\w@#/.-].)(?<!\w['’].)[\w'’-]*\w(?![\w@])")
"""A word with a capital; that comes before what is looked behind, so that the search leaps from one to the next."""
SUFFIXES = frozenset(["jr", "sr", "jnr", "snr", "ii", "iii", "iv"])


def follow_surnames(text: str, spans: Iterable[Span]) -> list[Span]:
    """Mark, with the rule `surname`, words that are the last of a full name in `text` and in no span yet.

    Behind its given name the full name is marked. A surname that is also a place or an organisation of this text is
    left alone. Linear in the length of the text.
    """
    spans = list(spans)
    others = {text[span.start : span.end] for span in spans if span.label != "person"}
    surnames = {name: (full, score) for name, full, score in _surnames(text, spans) if name not in others}
    if not surnames:
        return spans
    words = (word for word in TOKEN.finditer(text) if word[0] in surnames)
    return lay_over([_person(text, word.start(), word.end(), *surnames[word[0]]) for word in words], spans)


def _person(text: str, start: int, end: int, full: str, score: float) -> Span:
    whole = text.endswith(full, 0, end) and not text[max(0, end - len(full) - 1) : end - len(full)].isalnum()
    return Span(end - len(full) if whole else start, end, "person", score, "surname")


def _surnames(text: str, spans: list[Span]) -> Iterable[tuple[str, str, float]]:
    """Yield the last word of each full name of two to four words, the name, and how sure it is."""
    for span in spans:
        words = text[span.start : span.end].split() if span.label == "person" else []
        if 2 <= len(words) <= 4 and _is_surname(words[-1]):
            yield words[-1], text[span.start : span.end], span.score


def _is_surname(word: str) -> bool:
    return len(word) > 2 and word[0].isupper() and word.strip(".").lower() not in SUFFIXES
