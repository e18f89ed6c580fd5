"""Mend what goes wrong with text on its way into a file: one defect, one function, each with its example.

Every function takes a text and returns the mended text with the number of places that changed. `normalise` runs those
that a look at the text's alphabet calls for, so that clean text costs one pass.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

Mend = Callable[[str], tuple[str, int]]

_PLAIN = bytes(
    [10, *range(32, 38), *range(39, 127)]
)  # ASCII that no mend is for: printable, blank, line feed, but no &
_NO_MENDS: frozenset[str] = frozenset()

_MAX_ROUNDS = 4  # one mend may uncover another ("&amp" + zero width + ";"); real text is stable after one round

_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\x80-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018"
    "\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]|[\x80-\x84\x86-\x9f]"
)
_MOJIBAKE_FIRST = frozenset(map(chr, range(0xC2, 0xF5)))
_MOJIBAKE_NEXT = frozenset([*map(chr, range(0x80, 0xC0)), *"€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"])
_MOJIBAKE_ALONE = _MOJIBAKE_NEXT & frozenset(map(chr, [*range(0x80, 0x85), *range(0x86, 0xA0)]))
_ODD_BLANKS = frozenset(
    [*"\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", *map(chr, range(0x2000, 0x200B))]
)
_PIECES = re.compile(r"(?s:.{1,4000}+\S{0,200}+)")
_ENTITY = re.compile(r"&(?:(?:amp|#0{0,5}38|#[xX]0{0,5}26);){0,8}(#[xX]?[0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_SURROGATES = re.compile("([\ud800-\udbff])([\udc00-\udfff])|[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ZERO_WIDTH = re.compile(
    "[\u200b\u2060\ufeff\u180e]|(?<![\u0530-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0530-\U0010ffff])"
)
_SOFT_HYPHENS = re.compile("\u00ad(?:[ \t]*\r?\n[ \t]*)?")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n][^\S\n]+|[^\S\n ]")
_LINE_EDGES = re.compile(r" (?=\n)|(?<=\n) |\A | \Z")
_WHITE = re.compile(r"\s+")
_LONG = 1_000_000  # characters above which a list of all words would take more memory than it is worth
_BLANK_LINES = re.compile(r"\n\n\n+|\A\n+|(?<!\n)\n+\Z")


def mojibake(text: str) -> tuple[str, int]:
    """Undo a decoding with the wrong table: "donâ€™t" is "don’t". ftfy decides, and is asked only on suspicion."""
    if not _MOJIBAKE.search(text):
        return text, 0
    from ftfy import fix_encoding  # noqa: PLC0415  (30 ms of import that clean text never needs)

    pieces = _PIECES.findall(text)  # ftfy weighs a text as a whole: a long one is given to it in stretches of a page
    mended = [fix_encoding(piece) if _MOJIBAKE.search(piece) else piece for piece in pieces]
    return "".join(mended), sum(new != old for new, old in zip(mended, pieces, strict=True))


def entities(text: str) -> tuple[str, int]:
    """Write out HTML entities left in plain text, doubly escaped ones too: "AT&amp;amp;T" is "AT&T"."""
    count = 0

    def written(found: re.Match[str]) -> str:
        nonlocal count
        name = f"&{found[1]};"
        plain = html.unescape(name)
        count += plain != found[0]
        return plain if plain != name else found[0]

    return _ENTITY.sub(written, text), count


def surrogates(text: str) -> tuple[str, int]:
    """Join surrogate pairs into their character and drop lone halves, which no database takes."""
    return _SURROGATES.subn(lambda m: m[0].encode("utf-16", "surrogatepass").decode("utf-16") if m[1] else "", text)


def controls(text: str) -> tuple[str, int]:
    r"""Drop NUL and other control characters that are not white space: "a\x00b" is "ab"."""
    return _CONTROLS.subn("", text)


def zero_width(text: str) -> tuple[str, int]:
    """Drop invisible characters, but leave the joiners that Indic, Arabic and emoji sequences need."""
    return _ZERO_WIDTH.subn("", text)


def soft_hyphens(text: str) -> tuple[str, int]:
    """Drop hyphenation hints, with the line break that one allowed."""
    return _SOFT_HYPHENS.subn("", text)


def bidi_controls(text: str) -> tuple[str, int]:
    """Drop embeddings, overrides and isolates, which can make a text read otherwise than it is stored."""
    return _BIDI.subn("", text)


def composition(text: str) -> tuple[str, int]:
    """Unicode NFC: "e" + U+0301 is "é"."""
    if unicodedata.is_normalized("NFC", text):
        return text, 0
    return unicodedata.normalize("NFC", text), 1


def line_ends(text: str) -> tuple[str, int]:
    r"""One kind of line end: "\r\n", U+2028 and their like are "\n"."""
    return _LINE_ENDS.subn("\n", text)


def white_space(text: str) -> tuple[str, int]:
    r"""One space between words, none at the edges of a line, at most one blank line: " a\u00a0 b " is "a b"."""
    text, spaces = _SPACES.subn(" ", text)
    text, edges = _LINE_EDGES.subn("", text)
    text, lines = _BLANK_LINES.subn(lambda m: "\n\n" if m.start() > 0 and m.end() < len(m.string) else "", text)
    return text, spaces + edges + lines


def _may_compose(char: str) -> bool:
    return not unicodedata.is_normalized("NFC", char) or "\u1100" <= char <= "\u11ff"


def _any_of(*ranges: tuple[int, int]) -> Callable[[str], bool]:
    return lambda char: any(low <= ord(char) <= high for low, high in ranges)


_MENDS: tuple[tuple[str, Mend, Callable[[str], bool]], ...] = (
    ("mojibake", mojibake, _any_of((0x80, 0x84), (0x86, 0x9F), (0xC2, 0xF4))),
    ("entities", entities, _any_of((0x26, 0x26))),
    ("surrogates", surrogates, _any_of((0xD800, 0xDFFF))),
    ("controls", controls, _any_of((0, 8), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xFFFE, 0xFFFF))),
    ("soft hyphens", soft_hyphens, _any_of((0xAD, 0xAD))),
    ("zero width", zero_width, _any_of((0x200B, 0x200D), (0x2060, 0x2060), (0xFEFF, 0xFEFF), (0x180E, 0x180E))),
    ("bidi controls", bidi_controls, _any_of((0x202A, 0x202E), (0x2066, 0x2069))),
    ("composition", composition, lambda char: unicodedata.category(char)[0] == "M" or _may_compose(char)),
    ("line ends", line_ends, _any_of((0x0B, 0x0D), (0x1C, 0x1E), (0x85, 0x85), (0x2028, 0x2029))),
)


@lru_cache(maxsize=4096)
def _mends_for(char: str) -> frozenset[str]:
    return frozenset(name for name, _, wanted in _MENDS if wanted(char))


def unusual(text: str) -> frozenset[str]:
    """The characters of `text` that are not printable ASCII, blank or line feed, and `&`: what a mend may be for."""
    return frozenset(text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass"))


def needed(text: str, alphabet: frozenset[str] | None = None) -> tuple[tuple[str, Mend], ...]:
    """The mends that some character of `text` may call for, in their order; `alphabet` is what `unusual` says of it."""
    characters = unusual(text) if alphabet is None else alphabet
    wanted = _wanted(characters)
    if wanted and "&" in characters and not _ENTITY.search(text):
        wanted = _without(wanted, "entities")
    if wanted and wanted[0][0] == "mojibake" and not _may_be_mojibake(text, characters):
        wanted = wanted[1:]
    return wanted


@lru_cache(maxsize=1024)
def _wanted(characters: frozenset[str]) -> tuple[tuple[str, Mend], ...]:
    names = _NO_MENDS.union(*map(_mends_for, characters))
    return tuple((name, mend) for name, mend, _ in _MENDS if name in names)


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
    """What a look at a whole text says of all its parts: its `unusual` characters, the mends that one may need.

    In a `plain` text there is nothing to mend, and its white space is line feeds and single blanks.
    """

    mends: tuple[tuple[str, Mend], ...]
    plain: bool
    alphabet: frozenset[str]


def look_at(text: str) -> Look:
    """Look at every character once."""
    alphabet = unusual(text)
    mends = needed(text, alphabet)
    return Look(mends, not mends and _ODD_BLANKS.isdisjoint(alphabet) and "  " not in text, alphabet)


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
