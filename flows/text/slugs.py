"""Slugs for entity keys: readable, the same for spellings that differ only in case, accents, width or hidden marks."""

import hashlib
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")

# Letters that Unicode does not decompose, as English newspapers write them.
PLAIN = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
                       "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "’": "'",
                       "ʻ": "'", "ʼ": "'", "‘": "'", "´": "'", "`": "'"})  # fmt: skip
# Cyrillic and Greek letters that look just like Latin ones, folded only inside a word that has Latin letters too.
LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν", "aeopcyxijsdhqwABEKMHOPCTXIJSABEZHIKMNOPTYXoiv"
)
APOSTROPHES = "’ʼ`´"
"""What is printed or typed for an apostrophe, beside the one of a typewriter."""
LONGEST = 80
"""Code points of a slug; a longer one is cut and closed with a hash, so that keys stay distinct and bounded."""


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """Keep the answers for the last 20,000 short texts; one of more than 200 code points is not worth its memory."""
    kept = lru_cache(maxsize=20_000)(function)

    @wraps(function)
    def answer(text: str) -> T:
        return kept(text) if len(text) <= 200 else function(text)

    return answer


def with_one_apostrophe(text: str) -> str:
    """The text with the typewriter's apostrophe for all others; offsets stay.

    >>> with_one_apostrophe("O’Brien, OʼBrien, O`Brien")
    "O'Brien, O'Brien, O'Brien"
    """
    for mark in APOSTROPHES:
        text = text.replace(mark, "'")
    return text


@remembered
def fold(text: str) -> str:
    """Text for comparing: no case, accents, width, direction or zero-width marks, lookalikes or doubled white space.

    >>> fold("Erdoğan") == fold("ERDOGAN") == fold("Erdoğan")
    True
    """
    if text.isascii():
        return " ".join(text.casefold().replace("`", "'").split())
    plain = unicodedata.normalize("NFKD", text.translate(PLAIN))
    kept = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf", "Cc") or c.isspace())
    words = kept.split()
    words = [w.translate(LOOKALIKES) if any("a" <= c <= "z" for c in w.lower()) else w for w in words]
    return unicodedata.normalize("NFC", " ".join(words).casefold())


@remembered
def slug(text: str) -> str:
    """A key's readable half; letters of every script stay, and it is never empty.

    >>> slug("Côte d'Ivoire"), slug("北京"), slug("!!!")
    ('cote-d-ivoire', '北京', 'x-e84c538e')
    """
    words = "".join(c if c.isalnum() else " " for c in fold(text).replace("'s ", "s ")).split()
    made = "-".join(words)
    if made and len(made) <= LONGEST:
        return made
    digest = hashlib.sha256(fold(text).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{made[:LONGEST]}-{digest}" if made else f"x-{digest}"
