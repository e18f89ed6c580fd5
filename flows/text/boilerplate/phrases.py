"""Whether a text is a given phrase, give or take misspellings and a word or two.

Both are reduced to letters and digits and compared by their pairs of neighbouring characters (the coefficient of Dice,
"Measures of the amount of ecologic association between species", 1945).
"""

import re
from collections import Counter
from functools import lru_cache

ALIKE = 0.85
_DROPPED = re.compile(r"[\W_]+")


def like(text: str, phrase: str) -> bool:
    """Whether `text` is `phrase` for a reader: "Folow us on twiter" is like "Follow us on Twitter"."""
    if not 0.7 * len(phrase) <= len(text) <= 1.4 * len(phrase):
        return False
    wanted, size = _pairs_of(phrase)
    found = _pairs(text)
    shared = sum((wanted & found).values())
    return 2 * shared >= ALIKE * (size + sum(found.values()))


@lru_cache(maxsize=1024)
def _pairs_of(phrase: str) -> tuple[Counter[str], int]:
    pairs = _pairs(phrase)
    return pairs, sum(pairs.values())


def _pairs(text: str) -> Counter[str]:
    letters = _DROPPED.sub(" ", text.casefold()).strip()
    return Counter(map(str.__add__, letters, letters[1:]))
