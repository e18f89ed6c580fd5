"""Bytes to text, and how the encoding was known."""

import codecs
import re
from dataclasses import dataclass
from functools import cache

from flows.text.decoding.detection import guesses, is_narrow, mark_of, wide_encoding
from flows.text.decoding.labels import codec_of, encoding_of
from flows.text.errors import Undecodable

_MULTIBYTE = frozenset({"gb18030", "big5", "euc-jp", "shift_jis", "euc-kr"})
_CERTAIN = 8
"""Bytes of UTF-8 continued that no text in a double-byte encoding has by chance; in a single-byte one, no text has."""

_FEW = 10_000
"""Bytes that may be other than UTF-8 in a text which is it."""

_ESCAPED = re.compile("[\udc80-\udcff]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in (the WHATWG standard's name), and how that was known.

    `basis` is `bom`, `declared`, `utf-8` (it is valid UTF-8), `detected`, or `mixed`: UTF-8 in which some bytes are
    not, each of those read as windows-1252; `encoding` is `utf-8+windows-1252` then.
    """

    text: str
    encoding: str
    basis: str


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode `data`, which came with the label `declared` or none. A byte order mark is not part of the text.

    In this order: a byte order mark (it stands before the declaration, as the WHATWG standard has it), the
    declaration, UTF-8, detection. A declaration is passed over when the bytes do not fit it, and when they are valid
    UTF-8 beyond chance, as on pages that were converted without a look at their head.
    What is UTF-8 but for fewer bytes than it has letters outside ASCII is `mixed` (a page with a pasted piece, or cut
    inside a letter): nothing is lost and the rest reads right.
    Raises Undecodable when nothing fits.
    """
    found = (
        (_strictly(data, "utf-8", "utf-8") if declared is None and is_narrow(data) else None)
        or _by_mark(data)
        or _declared(data, encoding_of(declared) if declared else None)
        or _wide(data)
        or _strictly(data, "utf-8", "utf-8")
        or _mixed(data)
        or _detected(data)
    )
    if found is None:
        raise Undecodable("no encoding fits its bytes", "save it as UTF-8")
    return found


def unescaped(text: str) -> tuple[str, bool]:
    """Read bytes that `surrogateescape` set aside as windows-1252; say whether there were any."""
    try:
        text.encode()  # ten times as fast as a search
    except UnicodeEncodeError:
        return _ESCAPED.sub(_as_windows_1252, text), bool(_ESCAPED.search(text))
    return text, False


def _by_mark(data: bytes) -> Decoded | None:
    mark = mark_of(data)
    if mark is None:
        return None
    rest, encoding = data[len(mark[0]) :], mark[1]
    found = _strictly(rest, encoding, "bom") or (_mixed(rest) if encoding == "utf-8" else None)
    if found is None and encoding != "utf-8":
        message = f"begins with the mark of {encoding} but is not {encoding} throughout"
        raise Undecodable(message, "it may be cut short: fetch it again")
    return found


def _declared(data: bytes, encoding: str | None) -> Decoded | None:
    if encoding is None or wide_encoding(data) or (encoding != "utf-8" and _surely_utf8(data, encoding)):
        return None
    return _strictly(data, encoding, "declared")


def _surely_utf8(data: bytes, encoding: str) -> bool:
    found = _strictly(data, "utf-8", "utf-8")
    continued = len(data) - len(found.text) if found else 0
    return continued >= (_CERTAIN if encoding in _MULTIBYTE else 1)


def _wide(data: bytes) -> Decoded | None:
    encoding = wide_encoding(data)
    return _strictly(data, encoding, "detected") if encoding else None


def _detected(data: bytes) -> Decoded | None:
    found = (_strictly(data, encoding, "detected") for encoding in guesses(data))
    return next((decoded for decoded in found if decoded), None)


def _strictly(data: bytes, encoding: str, basis: str) -> Decoded | None:
    try:
        return Decoded(_text(data, encoding), encoding, basis)
    except UnicodeDecodeError:
        return None


def _text(data: bytes, encoding: str) -> str:
    if encoding == "windows-1252":
        return codecs.charmap_decode(data, "strict", _windows_1252())[0]
    return data.decode(codec_of(encoding), "surrogatepass" if encoding.startswith(("utf-16", "utf-32")) else "strict")


@cache
def _windows_1252() -> str:
    """All 256 characters: the standard fills the five holes of Python's codec with the control characters."""
    return "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256))


def _mixed(data: bytes) -> Decoded | None:
    sound = data.decode("utf-8", "ignore")
    strange = len(data) - len(sound.encode())
    if not 0 < strange <= min(len(sound) - len(sound.encode("ascii", "ignore")), _FEW):
        return None
    return Decoded(unescaped(data.decode("utf-8", "surrogateescape"))[0], "utf-8+windows-1252", "mixed")


def _as_windows_1252(run: re.Match[str]) -> str:
    return _text(run[0].encode("utf-8", "surrogateescape"), "windows-1252")
