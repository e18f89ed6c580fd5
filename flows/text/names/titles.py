"""What stands before and behind a person's name without being part of it, and the name's own words."""

from itertools import takewhile

from flows.text.countries import known_form
from flows.text.names.spelling import words_of
from flows.text.roles import LINKS
from flows.text.slugs import remembered
from flows.text.words import listed

GENERATIONS = {"jnr": "jr", "snr": "sr", **{word: word for word in ("jr", "sr", "i", "ii", "iii", "iv")}}
"""The last word of a name → which of two that bear it is meant; a regal `I` stays a part of the name, too."""
ELDER: dict[tuple[str, ...], str] = {("the", "elder"): "the elder", ("the", "younger"): "the younger"}
"""The same of two last words."""

LONGEST = 200
"""Code points of a name that are shown; what is longer is no name, and is not worth the time."""


@remembered
def parts(text: str) -> tuple[str, ...]:
    """The folded words of a person's name without titles, suffixes, possessive or nickname.

    >>> parts("President Donald J. Trump Jr.'s"), parts("US President Barack Obama"), parts("Pope Francis")
    (('donald', 'j', 'trump'), ('barack', 'obama'), ('pope', 'francis'))
    """
    words = words_of(text)
    cut = title_length(words, tuple(text.split()))
    words = words[cut:]
    while len(words) > 1 and words[-1] in listed("titles.suffixes"):
        words = words[:-1]
    return words[:-2] if words[1:][-2:] in ELDER else words


@remembered
def generation(text: str) -> str:
    """Which of two that bear a name is meant, as the name itself says; empty where it does not.

    >>> generation("Robert Smith, Jr."), generation("Pieter Bruegel the Elder"), generation("Robert Smith")
    ('jr', 'the elder', '')
    """
    words = words_of(text)[1:]
    suffixes = takewhile(lambda word: word in GENERATIONS or word in listed("titles.suffixes"), reversed(words))
    told = (GENERATIONS[word] for word in suffixes if word in GENERATIONS)
    return ELDER.get(words[-2:]) or next(told, "")


def title_length(words: tuple[str, ...], written: tuple[str, ...]) -> int:
    """How many words at the beginning are a title; at least one word always stays.

    >>> title_length(("prime", "minister", "rishi", "sunak"), ("Prime", "Minister", "Rishi", "Sunak"))
    2
    """
    cut = 0
    for i, word in enumerate(words[:-1]):
        left = len(words) - i - 1
        if word in listed("titles.forms_of_address") or (word in listed("roles.nouns") and not kept(word, left)):
            cut = i + 1
        elif not (word in listed("roles.beside") or word in LINKS or (i < len(written) and known_form(written[i]))):
            break
    return cut


def kept(word: str, left: int) -> bool:
    """Whether a title is part of the name, with so many words after it."""
    if left > 1:
        return False
    return word in listed("titles.given_too") or word in listed("titles.regal")


def display(text: str, words: tuple[str, ...]) -> str:
    """A name as written, without title, suffix and possessive; `words` are its parts.

    >>> display("Prime Minister Rishi Sunak's", ("rishi", "sunak"))
    'Rishi Sunak'
    """
    pieces = text[:LONGEST].split()
    while len(pieces) > len(words) and pieces[1:] and parts(" ".join(pieces[1:])) == words:
        pieces.pop(0)
    shown = " ".join(pieces)
    shown = shown.title() if shown.isupper() and len(shown) > 4 else shown
    return shown[:-2] if shown.endswith(("'s", "’s")) else shown
