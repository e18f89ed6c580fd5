"""The role of a person as written before the name: "Chinese Foreign Minister Qin Gang" → "Chinese Foreign Minister"."""

import re

from flows.text.countries import known_form
from flows.text.slugs import remembered
from flows.text.words import listed

AFTER_OFFICE = frozenset({"general", "elect", "designate", "emeritus", "General", "Elect"})
"""Words that may stand between the noun and the name."""
LINKS = frozenset({"of", "for", "and", "the", "&"})
WORD = re.compile(r"[^\s,;:()\"“”\[\]]+")
OWNERS = frozenset({"his", "her", "its", "their", "our", "my", "your"})
REACH = 120
"""Code points before a name in which its role is looked for."""


def role_before(text: str, start: int, after: int = 0) -> tuple[int, int] | None:
    """The half-open range of the role that stands right before the name at `start`, or null; nothing before `after`.

    A comma or an article may stand between them ("the Chinese Foreign Minister, Qin Gang").

    >>> text = "Chinese Foreign Minister Qin Gang"
    >>> role_before(text, 25)
    (0, 24)
    """
    low = max(after, start - REACH)
    window = text[low:start]
    window = window[window.rfind("\n") + 1 :] if "\n" in window else window
    low = start - len(window)
    bare = window.rstrip()
    if bare.endswith(","):
        bare = bare[:-1]
    elif bare == window and window:
        return None
    last = bare[bare.rfind(" ") + 1 :]
    if not (last[:1].isupper() or last in AFTER_OFFICE or kind_of(last) == "noun"):
        return None
    first = earliest(bare)
    return (low + first, low + len(bare)) if first is not None else None


def earliest(bare: str) -> int | None:
    """Where the role begins that ends the text `bare`.

    The word next to the name is the noun of office, or belongs to what follows "of": "President of South Sudan".
    Words between another such noun and "and" are somebody's name: "Minister Ann Ray and Security Adviser".
    """
    begin = behind_and = None
    at, behind, office = len(bare), "", False
    for i, word in enumerate(reversed(list(WORD.finditer(bare)))):
        kind = kind_of(word[0])
        if bare[word.end() : at].strip() or i > 9 or kind == "no":
            break
        if kind == "noun":
            if i and not office and behind != "link":
                break
            if behind_and is not None and behind == "beside":
                return behind_and
            office = True
        elif i == 0 and (kind == "link" or not word[0][0].isupper()) and word[0] not in AFTER_OFFICE:
            break
        if kind != "link" and office:
            begin = word.start()
        elif word[0] == "and":
            behind_and = begin
        at, behind = word.start(), kind
        if i == 0 and word[0] in AFTER_OFFICE:
            behind = "link"
    return begin


@remembered
def kind_of(word: str) -> str:
    """What a word may be in a role: the noun, a word beside it, a link, or no part of one.

    A possessive ends the role ("Ukraine's President"), and so does a sentence.
    """
    plain = word.rstrip(".").casefold().replace("’", "'")
    if (
        plain.endswith(("'s", "s'"))
        or plain in OWNERS
        or (word.endswith(".") and len(plain) > 1 and not abbreviated(plain))
    ):
        return "no"
    halves = plain.split("-")
    if halves[-1] in listed("roles.nouns") or (
        len(halves) > 1 and halves[0] in listed("roles.nouns") and halves[1] in AFTER_OFFICE
    ):
        return "noun"
    if plain in LINKS:
        return "link"
    return "beside" if plain in listed("roles.beside") or word[:1].isupper() else "no"


def abbreviated(plain: str) -> bool:
    """Whether a word, folded and without its stop, is one that has a stop within a sentence."""
    return "." in plain or plain in listed("sentences.abbreviations") or plain in listed("roles.nouns")


def country_of(text: str, role: tuple[int, int]) -> str | None:
    """ISO code of the country that a role names ("Chinese ...", "President of Kenya") or that owns it ("Ukraine's")."""
    words = [m[0].rstrip(",") for m in WORD.finditer(text, *role)]
    before = text[max(0, role[0] - 40) : role[0]].rstrip()
    if before.endswith(("'s", "’s", "s'", "s’")):
        owner = WORD.findall(before.removesuffix("'s").removesuffix("’s").rstrip("'’"))[-3:]
        words = owner + words
    for size in (3, 2, 1):
        for i in range(len(words) - size + 1):
            form = known_form(" ".join(words[i : i + size]))
            if form and form.code:
                return form.code
    return None
