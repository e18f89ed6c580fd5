"""Mend a text: its alphabet says which mends it needs (`flows.text.mends`), so that clean text costs one pass."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from flows.text.mends import MENDS, Mend, holds_entity, white_space

_PLAIN = bytes([10, *range(32, 38), *range(39, 127)])  # printable ASCII, blank and line feed, but no &
_NO_MENDS: frozenset[str] = frozenset()

_MAX_ROUNDS = 4  # one mend may uncover another ("&amp" + zero width + ";"); real text is stable after one round

_MOJIBAKE_FIRST = frozenset(map(chr, range(0xC2, 0xF5)))
_MOJIBAKE_NEXT = frozenset([*map(chr, range(0x80, 0xC0)), *"€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"])
_MOJIBAKE_ALONE = _MOJIBAKE_NEXT & frozenset(map(chr, [*range(0x80, 0x85), *range(0x86, 0xA0)]))
_ODD_BLANKS = frozenset(
    [*"\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", *map(chr, range(0x2000, 0x200B))]
)
_WHITE = re.compile(r"\s+")
_LONG = 1_000_000  # characters above which a list of all words would take more memory than it is worth


@lru_cache(maxsize=4096)
def _mends_for(char: str) -> frozenset[str]:
    return frozenset(name for name, _, wanted in MENDS if wanted(char))


def unusual(text: str) -> frozenset[str]:
    """The characters of `text` that are not printable ASCII, blank or line feed, and `&`: what a mend may be for."""
    return frozenset(text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass"))


def needed(text: str, alphabet: frozenset[str] | None = None) -> tuple[tuple[str, Mend], ...]:
    """The mends that some character of `text` may call for, in their order; `alphabet` is what `unusual` says of it."""
    characters = unusual(text) if alphabet is None else alphabet
    wanted = _wanted(characters)
    if wanted and "&" in characters and not holds_entity(text):
        wanted = _without(wanted, "entities")
    if wanted and wanted[0][0] == "mojibake" and not _may_be_mojibake(text, characters):
        wanted = wanted[1:]
    return wanted


@lru_cache(maxsize=1024)
def _wanted(characters: frozenset[str]) -> tuple[tuple[str, Mend], ...]:
    names = _NO_MENDS.union(*map(_mends_for, characters))
    return tuple((name, mend) for name, mend, _ in MENDS if name in names)


def _without(mends: tuple[tuple[str, Mend], ...], name: str) -> tuple[tuple[str, Mend], ...]:
    return tuple(one for one in mends if one[0] != name)


def _may_be_mojibake(text: str, alphabet: frozenset[str]) -> bool:
    """The same as a search for it, which costs more than all else when the text has one é."""
    if not _MOJIBAKE_ALONE.isdisjoint(alphabet):
        return True
    if _MOJIBAKE_NEXT.isdisjoint(alphabet):
        return False
    for char in _MOJIBAKE_FIRST & alphabet:
        at = text.find(char)
        while at >= 0:
            if text[at + 1 : at + 2] in _MOJIBAKE_NEXT:
                return True
            at = text.find(char, at + 1)
    return False


class Look(NamedTuple):
    """What a look at a whole text says of all its parts: the mends that one may need, its `unusual` characters.

    A part that holds none of what is `rough` needs no mend, and its white space is line feeds and single blanks.
    """

    mends: tuple[tuple[str, Mend], ...]
    rough: tuple[str, ...]
    alphabet: frozenset[str]

    @property
    def plain(self) -> bool:
        """Whether that holds for the whole text."""
        return not self.rough


def look_at(text: str) -> Look:
    """Look at every character once."""
    alphabet = unusual(text)
    mends = needed(text, alphabet)
    if not mends and _ODD_BLANKS.isdisjoint(alphabet) and text.rfind("  ") < 0:  # in two thirds of the time of `in`
        return Look(mends, (), alphabet)
    names = {name for name, _ in mends}
    rough = sorted(char for char in alphabet if char in _ODD_BLANKS or not names.isdisjoint(_mends_for(char)))
    return Look(mends, ("  ", *rough), alphabet)


def mend(text: str, mends: tuple[tuple[str, Mend], ...]) -> tuple[str, dict[str, int]]:
    """Run these mends, and whatever they uncover; return the text and how often each changed something."""
    repairs: dict[str, int] = {}
    for _ in range(_MAX_ROUNDS):
        before = text
        for name, function in mends:
            text, count = function(text)
            if count:
                repairs[name] = repairs.get(name, 0) + count
        if text == before or not (mends := needed(text)):
            break
    return text, repairs


def normalise(text: str) -> tuple[str, dict[str, int]]:
    """Mend every defect above; return the text and, by the mend's name, how many places changed.

    Idempotent: a second call changes nothing. Paragraphs and lines stay; `paragraph` joins lines too.
    """
    text, repairs = mend(text, needed(text))
    text, count = white_space(text)
    if count:
        repairs["white space"] = count
    return text, repairs


def paragraph(text: str, mends: tuple[tuple[str, Mend], ...] | None = None) -> tuple[str, dict[str, int]]:
    """Like `normalise`, and one line: the lines of a hard-wrapped paragraph are joined by a space.

    `mends` spares the look at the alphabet when the caller has looked at the whole document.
    """
    wanted = needed(text) if mends is None else mends
    repairs: dict[str, int] = {}
    if wanted:
        text, repairs = mend(text, wanted)
    stripped = text.strip()
    if "  " not in stripped and stripped.isprintable():
        return stripped, repairs
    joined = " ".join(stripped.split()) if len(stripped) < _LONG else _WHITE.sub(" ", stripped)
    if joined != stripped:
        repairs["white space"] = repairs.get("white space", 0) + 1
    return joined, repairs


def total(repairs: list[Mapping[str, int]]) -> dict[str, int]:
    """Sum of several counts, sorted by name."""
    names = sorted({name for counts in repairs for name in counts})
    return {name: sum(counts.get(name, 0) for counts in repairs) for name in names}
