"""The role of a person as written before the name: "Chinese Foreign Minister Qin Gang" → "Chinese Foreign Minister"."""

import re

from flows.text.countries import known_form

NOUNS = frozenset(
    "president premier chancellor emperor empress minister ministers secretary senator senators congressman congresswoman representative "
    "lawmaker governor mayor ambassador envoy consul diplomat king queen prince princess emperor sultan sheikh emir pope "
    "cardinal archbishop bishop imam ayatollah rabbi reverend pastor priest general admiral colonel major captain "
    "lieutenant sergeant commander marshal brigadier chief chairman chairwoman chairperson chair director head leader "
    "ceo cfo founder cofounder co-founder owner manager coach captain spokesman spokeswoman spokesperson speaker judge "
    "justice attorney prosecutor lawyer counsel sheriff commissioner inspector detective officer professor doctor "
    "scientist economist analyst historian author writer novelist poet journalist reporter correspondent editor "
    "columnist actor actress singer musician composer artist director filmmaker producer striker midfielder defender "
    "goalkeeper quarterback pitcher driver champion candidate nominee activist dissident deputy adviser advisor "
    "strategist dictator ruler tsar czar councillor councilor councilman councilwoman treasurer superintendent principal "
    "dean chancellor rector trustee astronaut billionaire businessman businesswoman entrepreneur banker investor "
    "pilot engineer surgeon nurse teacher student resident farmer mp mla mep msp pm vp sen rep gov gen col lt sgt capt "
    "adm maj cmdr prof dr rev hon msgr sir dame lord lady baroness baron".split()
)  # fmt: skip
"""Nouns of office, rank and trade, one of which a role holds; in small letters, without a stop."""
BESIDE = frozenset(
    "former ex then acting interim deputy vice prime foreign defense defence interior finance home trade health energy "
    "education justice state national federal general presidential senior chief first assistant associate executive "
    "managing opposition party house senate union league army navy police air force press security intelligence top "
    "outgoing incoming late supreme court high district county city attorney staff republican democratic conservative "
    "labour labor liberal socialist communist green independent democrat lead head co vice-president major lieutenant "
    "brigadier rear field grand crown permanent special presumptive longtime veteran star film music football "
    "basketball baseball cricket tennis soccer hockey research computer political world olympic".split()
)  # fmt: skip
"""Words that stand beside such a noun within a role, written small or with capitals."""
LINKS = frozenset({"of", "for", "and", "the", "&"})
WORD = re.compile(r"[^\s,;:()\"“”\[\]]+")
REACH = 120
"""Code points before a name in which its role is looked for."""


def role_before(text: str, start: int) -> tuple[int, int] | None:
    """The half-open range of the role that stands right before the name at `start`, or null.

    A comma or an article may stand between them ("the Chinese Foreign Minister, Qin Gang").

    >>> text = "Chinese Foreign Minister Qin Gang"
    >>> role_before(text, 25)
    (0, 24)
    """
    low = max(0, start - REACH)
    window = text[low:start]
    window = window[window.rfind("\n") + 1 :] if "\n" in window else window
    low = start - len(window)
    bare = window.rstrip()
    if bare.endswith(","):
        bare = bare[:-1]
    elif bare == window and window:
        return None
    first = earliest(bare)
    return (low + first, low + len(bare)) if first is not None else None


def earliest(bare: str) -> int | None:
    """Where the role begins that ends the text `bare`."""
    words = list(WORD.finditer(bare))
    begin: int | None = None
    found, at = False, len(bare)
    for i, word in enumerate(reversed(words)):
        if bare[word.end() : at].strip() or i > 9:
            break
        kind = kind_of(word[0], first=i == 0)
        if kind == "no" or (i == 0 and kind == "link"):
            break
        found = found or kind == "noun"
        if kind != "link" and found:
            begin = word.start()
        at = word.start()
    return begin if found else None


def kind_of(word: str, first: bool) -> str:
    """What a word may be in a role: the noun, a word beside it, a link, or no part of one.

    A word next to the name must be a noun of office; a possessive ends the role ("Ukraine's President").
    """
    plain = word.rstrip(".").casefold().replace("’", "'")
    if plain.endswith("'s") or (word.endswith(".") and len(plain) > 4):
        return "no"
    halves = plain.split("-")
    if halves[-1] in NOUNS or (halves[0] in NOUNS and len(halves) > 1 and halves[1] in ("general", "elect")):
        return "noun"
    if first:
        return "beside" if plain in ("general", "elect", "designate", "emeritus") else "no"
    if plain in LINKS:
        return "link"
    return "beside" if plain in BESIDE or word[:1].isupper() or known_form(word) else "no"


def country_of(text: str, role: tuple[int, int]) -> str | None:
    """ISO code of the country that a role names ("Chinese ...", "President of Kenya"), or that owns it ("Ukraine's")."""
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
