"""What goes wrong with text on its way into a file: one defect, one mend, each with its example.

Every mend takes a text and returns the mended text with the number of places that changed.
"""

import html
import re
import unicodedata
from collections.abc import Callable

Mend = Callable[[str], tuple[str, int]]

_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\x80-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018"
    "\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]|[\x80-\x84\x86-\x9f]"
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


def holds_entity(text: str) -> bool:
    """Whether an HTML entity is written somewhere in the text."""
    return bool(_ENTITY.search(text))


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


MENDS: tuple[tuple[str, Mend, Callable[[str], bool]], ...] = (
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
"""Mends by name, in the order in which they run, each with the characters that call for it."""
