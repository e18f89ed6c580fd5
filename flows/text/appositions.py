"""The role of a person as written behind the name: "Qin Gang, China's foreign minister, said" → "foreign minister"."""

import re

from flows.text.countries import known_form
from flows.text.roles import LINKS, WORD, abbreviated, country_of, kind_of
from flows.text.words import listed

BEHIND = re.compile(r",\s{1,2}([^,;:()\n“”\"\[\]]{3,160})")
"""What stands between a comma behind a name and the next mark."""
STOP = re.compile(r"([^\s.]+)\.(?=\s|$)")
OPENING = frozenset({"a", "an", "the", "its", "his", "her", "their", "our", "one", "now"})
FURTHER = LINKS | {"to", "at", "in", "on", "with", "a", "an"}
"""Words by which a role goes on behind its noun: "spokeswoman for the ministry"."""
MOST = 12
"""Words of a role behind a name."""


def role_after(text: str, end: int) -> tuple[int, int] | None:
    """The half-open range of the role that stands behind the name that ends at `end`, or null.

    Articles and an owner ("China's") are left out. The role is closed by a comma, a stop, or a word that is none of it.

    >>> text = "Jane Doe, a spokeswoman for Acme, said"
    >>> text[slice(*role_after(text, 8))]
    'spokeswoman for Acme'
    """
    found = BEHIND.match(text, end, end + 164) if text.startswith(",", end) else None
    if found is None:
        return None
    low, high = found.start(1), closed(text, found.start(1), found.end(1))
    words = [(m[0], m.start(), m.end()) for m in WORD.finditer(text, low, high)][: MOST + 6]
    words = words[opening([word for word, _, _ in words]) :]
    head = headed([word for word, _, _ in words])
    if not head:
        return None
    last = head + further([word for word, _, _ in words[head:]], whole=high < len(text) and len(words) <= MOST)
    return words[0][1], words[last - 1][2]


def closed(text: str, low: int, high: int) -> int:
    """Where a sentence ends within `[low, high)`, or `high`."""
    for stop in STOP.finditer(text, low, high):
        if not abbreviated(stop[1].casefold()) and len(stop[1]) > 1:
            return stop.end() - 1
    return high


def opening(words: list[str]) -> int:
    """How many words come before the role: articles, and the owner with its possessive."""
    for i, word in enumerate(words[:5]):
        if word.endswith(("'s", "’s", "s'", "s’")):
            return i + 1
    return next((i for i, word in enumerate(words[:2]) if word not in OPENING), min(2, len(words)))


def headed(words: list[str]) -> int:
    """How many words the role has up to its noun of office; none when these are no role."""
    for i, word in enumerate(words[:6]):
        kind = kind_of(word)
        if kind == "noun" and (i + 1 == len(words) or kind_of(words[i + 1]) not in ("noun", "beside")):
            return i + 1
        if kind in ("no", "link"):
            return 0
    return 0


def further(words: list[str], whole: bool) -> int:
    """How many words behind its noun belong to a role: all to its mark when `whole` and none is a verb."""
    if not words or words[0] not in FURTHER or words[0] == "and":
        return 0
    verbs = listed("roles.verbs")
    if whole and not any(word in verbs for word in words):
        return len(words)
    size = 0
    for i, word in enumerate(words):
        if word in verbs or not (word in FURTHER or word[0].isupper() or kind_of(word) != "no"):
            break
        if word not in FURTHER:
            size = i + 1
    return size


def country_behind(text: str, role: tuple[int, int]) -> str | None:
    """ISO code of the country of such a role: of its owner, of the words up to its noun, or what it is "of"."""
    words = [(m[0], m.start(), m.end()) for m in WORD.finditer(text, *role)]
    size = headed([word for word, _, _ in words])
    if code := country_of(text, (role[0], words[size - 1][2] if size else role[1])):
        return code
    rest = [word for word, _, _ in words[size:]]
    form = known_form(" ".join(rest[1:])) if rest[:1] == ["of"] else None
    return form.code if form else None
