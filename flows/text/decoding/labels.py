"""Names of encodings: what a label means on the web, and which codec of Python reads it.

Encodings and labels are those of the WHATWG standard (https://encoding.spec.whatwg.org/#names-and-labels), for that is
what the pages of the web mean by them: `iso-8859-1` and `ascii` are windows-1252, `gb2312` is gb18030.
"""

import codecs
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

CODECS: Final[Mapping[str, str]] = {
    "utf-8": "utf-8", "ibm866": "cp866", "iso-8859-2": "iso8859-2", "iso-8859-3": "iso8859-3",
    "iso-8859-4": "iso8859-4", "iso-8859-5": "iso8859-5", "iso-8859-6": "iso8859-6", "iso-8859-7": "iso8859-7",
    "iso-8859-8": "iso8859-8", "iso-8859-10": "iso8859-10", "iso-8859-13": "iso8859-13",
    "iso-8859-14": "iso8859-14", "iso-8859-15": "iso8859-15", "iso-8859-16": "iso8859-16", "koi8-r": "koi8-r",
    "koi8-u": "koi8-u", "macintosh": "mac-roman", "windows-874": "cp874", "windows-1250": "cp1250",
    "windows-1251": "cp1251", "windows-1252": "cp1252", "windows-1253": "cp1253", "windows-1254": "cp1254",
    "windows-1255": "cp1255", "windows-1256": "cp1256", "windows-1257": "cp1257", "windows-1258": "cp1258",
    "x-mac-cyrillic": "mac-cyrillic", "gb18030": "gb18030", "big5": "big5hkscs", "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp", "shift_jis": "cp932", "euc-kr": "cp949",
}  # fmt: skip
"""The standard's encodings and the codec of Python that is nearest to each."""

_MEANT: Final[Mapping[str, str]] = {
    "ascii": "windows-1252", "iso8859-1": "windows-1252", "iso8859-9": "windows-1254", "iso8859-11": "windows-874",
    "tis-620": "windows-874", "gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5",
    "euc_kr": "euc-kr", "johab": "euc-kr", "shift_jis": "shift_jis", "utf-16": "utf-8", "utf-16-le": "utf-8",
    "utf-16-be": "utf-8", "utf-32": "utf-8",
}  # fmt: skip
"""Python's name of what a label says, and the encoding that the standard reads instead. A declaration that could be
read as ASCII cannot stand in UTF-16, hence UTF-8."""

_ALIASES: Final[Mapping[str, str]] = {
    "x-sjis": "shift_jis", "windows-31j": "shift_jis", "x-gbk": "gb18030", "x-euc-jp": "euc-jp",
    "windows-949": "euc-kr", "x-x-big5": "big5", "x-cp1250": "windows-1250", "x-cp1251": "windows-1251",
    "x-cp1252": "windows-1252", "x-user-defined": "windows-1252", "dos-874": "windows-874",
    "iso-8859-8-i": "iso-8859-8", "iso88591": "windows-1252", "iso88592": "iso-8859-2", "koi": "koi8-r",
    "koi8": "koi8-r", "x-mac-roman": "macintosh", "unicode-1-1-utf-8": "utf-8", "x-unicode20utf8": "utf-8",
}  # fmt: skip
"""Labels of the standard that Python does not know."""

_LABEL = re.compile(r"[\w.:-]{1,40}", re.ASCII)


@cache
def encoding_of(label: str) -> str | None:
    """Say which encoding a label means on the web; null for none that a page may have.

    >>> encoding_of(" Latin1 "), encoding_of("GBK"), encoding_of("utf-7")
    ('windows-1252', 'gb18030', None)
    """
    label = label.strip().lower()
    if label in CODECS or label in _ALIASES or not _LABEL.fullmatch(label):
        return _ALIASES.get(label, label if label in CODECS else None)
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return _MEANT.get(name) or next((known for known, codec in CODECS.items() if codec == name), None)


def codec_of(encoding: str) -> str:
    """Name the codec of Python for an encoding; UTF-8 for what is read as UTF-8 with something more."""
    return encoding if encoding.startswith(("utf-16", "utf-32")) else CODECS.get(encoding, "utf-8")
