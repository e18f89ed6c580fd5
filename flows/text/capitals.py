"""Words with a capital, and where they stand: read once of a text, for all that look for names in it."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

# The letter comes before what is looked behind, so that the search leaps from capital to capital.
CAPITAL = re.compile(r"([^\W_a-z](?<![^\W_][^\W_a-z])[^\W_]*)")

Capitals = tuple[Sequence[str], Sequence[int]]
"""Words in the order of their text, and where each begins."""


def capitals(text: str) -> Capitals:
    """Every word with a capital, a figure or any letter but a to z in front.

    >>> capitals("In western France, mid-May")
    (['In', 'France', 'May'], [0, 11, 23])
    """
    pieces = CAPITAL.split(text)
    return pieces[1::2], list(accumulate(map(len, pieces)))[:-1:2]


def among(words: Collection[str], found: Capitals) -> list[tuple[int, str]]:
    """Where any of the words stands, in the order of the text.

    >>> among({"France", "May"}, capitals("In western France, mid-May"))
    [(11, 'France'), (23, 'May')]
    """
    return [(start, word) for word, start in zip(*found, strict=True) if word in words]


def standing(word: str, text: str) -> Iterator[int]:
    """Where a word stands that is no part of a longer one.

    >>> list(standing("mid", "mid-May, middle, amid"))
    [0]
    """
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start
        start = text.find(word, end)
