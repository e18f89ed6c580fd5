"""Recognise an encoding that nobody declared."""

import codecs
import re
from collections import Counter
from typing import Final

from flows.text.decoding.labels import CODECS

SAMPLE = 32_768
"""Bytes that detection looks at."""

HEAD = 4096
"""Bytes that are looked at for UTF-16 and UTF-32."""

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32le"),
    (codecs.BOM_UTF32_BE, "utf-32be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
_MARKS = tuple(mark for mark, _ in _BOMS)
_DETECTED: Final = (
    "windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
    "windows-1257", "windows-1258", "windows-874", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-15", "koi8-r",
    "koi8-u", "ibm866", "gb18030", "big5", "euc-jp", "shift_jis", "euc-kr",
)  # fmt: skip
_CODEC_NAMES: Final = {CODECS[name].replace("-", "_"): name for name in _DETECTED}
_ASCII = bytes(range(0x80))
_SMALL = bytes(range(0x21))
_EAST_ASIAN = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]")
_IMPLAUSIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff]")
_WESTERN: Final = tuple(
    frozenset(letters)
    for letters in (
        "àâæçéèêëîïôœùûüÿ", "äöüßéèà", "áéíóúüñçªº", "áâãàçéêíóôõúüªº", "àèéìíòóùúî", "éèëïóöüáêç", "åäöéüšž",
        "æøåéòôèäö", "áéíóúýðþæö", "àçéèíïóòúü", "äöõüšž", "éèêçñïöâôàüáóíã",
    )
)  # fmt: skip
"""The letters outside ASCII of French, German, Spanish, Portuguese, Italian, Dutch, Swedish and Finnish, Danish and
Norwegian, Icelandic, Catalan, Estonian, and of loans in English."""

_WESTERN_MARKS: Final = frozenset("¡¿–—‘’‚“”„‹›«»…•·©®™°§£€¢´½¼\xa0\xad")


def mark_of(data: bytes) -> tuple[bytes, str] | None:
    """Find the byte order mark that `data` begins with, and the encoding it stands for."""
    if not data.startswith(_MARKS):
        return None
    fitting = (pair for pair in _BOMS if data.startswith(pair[0]))
    return next((pair for pair in fitting if pair[1] != "utf-32le" or _is_utf_32(data)), None)


def _is_utf_32(data: bytes) -> bool:
    """Whether no character is past the last of Unicode; UTF-16 that begins with a zero has the same mark."""
    return len(data) % 4 == 0 and max(data[2::4]) <= 0x10 and not any(data[3::4])


def is_narrow(data: bytes) -> bool:
    """Whether a look tells that `data` has no byte order mark and is neither UTF-16 nor UTF-32, as nearly all is."""
    return not data.startswith(_MARKS) and data.find(0, 0, HEAD) < 0


def wide_encoding(data: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 by their mark, else by where the zero bytes stand.

    Text in an alphabet has one half of each pair below 0x21 nearly throughout; East Asian text has zero bytes (its
    line ends, spaces, digits) in one half only and reads as East Asian. Text in any other encoding has no zero bytes.
    """
    if mark := mark_of(data):
        return mark[1] if mark[1] != "utf-8" else None
    head = data[: min(HEAD, len(data) // 4 * 4 or len(data) // 2 * 2)]
    if head.find(0) < 0:  # `in` is slow for bytes
        return None
    return _four_wide(head) or _two_wide(head)


def _four_wide(head: bytes) -> str | None:
    zeros = [head[at::4].count(0) * 4 / len(head) for at in range(4)]
    if zeros[3] > 0.95 and zeros[2] > 0.7 and zeros[0] < 0.1:
        return "utf-32le"
    return "utf-32be" if zeros[0] > 0.95 and zeros[1] > 0.7 and zeros[3] < 0.1 else None


def _two_wide(head: bytes) -> str | None:
    for encoding, high, low in (("utf-16le", head[1::2], head[0::2]), ("utf-16be", head[0::2], head[1::2])):
        if high.count(0) > max(1, 3 * low.count(0)):
            if _small(high) > 0.85 and _small(low) < 0.5:
                return encoding
            if not _mostly_ascii(head) and _is_east_asian(head.decode(encoding, "replace")):
                return encoding
    return None


def _small(half: bytes) -> float:
    return 1 - len(half.translate(None, _SMALL)) / len(half)


def _mostly_ascii(head: bytes) -> bool:
    return len(head.translate(None, _ASCII)) < 0.15 * len(head)


def _is_east_asian(text: str) -> bool:
    latin = len(text.encode("ascii", "ignore"))
    wrong, right = len(_IMPLAUSIBLE.findall(text)), len(_EAST_ASIAN.findall(text))
    return wrong <= 0.02 * len(text) and right + latin > 0.9 * len(text) and right > latin


def guesses(data: bytes) -> list[str]:
    """Name likely encodings, best first, as charset-normalizer sees a sample of whole lines or words.

    windows-1252 goes before them where it reads as one of the languages it was made for: the library often takes the
    like of windows-1250 for those. None is likely when the list is empty.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 40 ms, and few files need it

    sample = _sample(data)
    if _is_western(sample.decode("cp1252", "replace")):
        return ["windows-1252"]
    matches = from_bytes(sample, cp_isolation=list(_CODEC_NAMES), enable_fallback=False)
    return [_CODEC_NAMES[match.encoding] for match in matches]


def _is_western(text: str) -> bool:
    """Whether nearly all letters outside ASCII are those of one language of Western Europe, and most are ASCII."""
    foreign = Counter(letter.lower() for letter in text if letter > "\x7f")
    marks = sum(foreign[mark] for mark in _WESTERN_MARKS)
    fitting = max(sum(foreign[letter] for letter in alphabet) for alphabet in _WESTERN)
    return marks + fitting >= 0.95 * foreign.total() and fitting < 0.3 * sum(map(str.isalpha, text))


def _sample(data: bytes) -> bytes:
    first = re.search(rb"[\x80-\xff]", data)
    if len(data) <= SAMPLE or first is None:
        return data[:SAMPLE]
    start = max(data.rfind(b"\n", 0, first.start()) + 1, first.start() - SAMPLE // 4)
    piece = data[start : start + SAMPLE]
    end = max(piece.rfind(b"\n"), piece.rfind(b" "))
    return piece[:end] if end > SAMPLE // 2 else piece
