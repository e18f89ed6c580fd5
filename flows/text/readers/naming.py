"""Names of files as clean text."""

import os
import re

_UNCLEAN = re.compile("[\x00-\x1f\x7f-\x9f%#\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def clean_name(name: str) -> str:
    """Write a file's name as clean text, each name in its own way.

    Percent-encoded are `%`, `#` (it parts a file from its record), control characters, line and paragraph separators,
    marks that turn the direction of writing, and bytes that are not UTF-8.

    >>> clean_name("50% off #1.txt")
    '50%25 off %231.txt'
    """
    return _UNCLEAN.sub(_percent, name) if _UNCLEAN.search(name) else name


def _percent(found: re.Match[str]) -> str:
    try:
        data = os.fsencode(found[0])
    except UnicodeEncodeError:
        data = found[0].encode("utf-8", "surrogatepass")
    return "".join(f"%{byte:02X}" for byte in data)
