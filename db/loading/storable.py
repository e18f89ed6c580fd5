r"""Text that both databases take. NUL characters and lone surrogates stand in no PostgreSQL text, and no UTF-8.

>>> storable("a\0b") == "a\ufffdb"
True
>>> substitutions("a\0b")
[(1, 0)]
>>> restored("a\ufffdb", [(1, 0)]) == "a\0b"
True
"""

import re
from collections.abc import Iterable

_UNFIT = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with each NUL character and lone surrogate replaced by U+FFFD, one for one: offsets stay true."""
    return text if _fits(text) else _UNFIT.sub("\ufffd", text)


def storable_name(name: str) -> str:
    r"""A file's name as stored: bytes that were no UTF-8 (lone surrogates in Python) are written as `\udcff`."""
    return name if _fits(name) else name.replace("\0", r"\0").encode("utf-8", "backslashreplace").decode("utf-8")


def substitutions(text: str) -> list[tuple[int, int]]:
    """What `storable` replaces: offset and code point of each."""
    return [] if _fits(text) else [(found.start(), ord(found.group())) for found in _UNFIT.finditer(text)]


def restored(text: str, replaced: Iterable[tuple[int, int]]) -> str:
    """The text as it was before `storable`."""
    characters = list(text)
    for offset, code_point in replaced:
        characters[offset] = chr(code_point)
    return "".join(characters)


def _fits(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False
