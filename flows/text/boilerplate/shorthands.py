"""Names for pieces of patterns that many rules share: `{date}` in a pattern stands for what `[shorthand]` says of it.

A shorthand may hold others that stand above it. `{name}` is the engine's own (`patterns.py`).
"""

import re
from collections.abc import Mapping

from flows.text.errors import SettingsError

_OWN = "name"
_NAMED = re.compile(r"(?P<escaped>\\.)|\{(?P<name>[a-z][a-z_]*)\}", re.DOTALL)


def read_shorthands(table: object, known: Mapping[str, str]) -> dict[str, str]:
    """The shorthands of a TOML table, written out, and those `known` already. Raises SettingsError for a bad table.

    >>> read_shorthands({"year": "20[0-9][0-9]", "issue": "issue of {year}"}, {})["issue"]
    'issue of 20[0-9][0-9]'
    """
    found = dict(known)
    if not isinstance(table, dict) or not all(isinstance(piece, str) for piece in table.values()):
        raise SettingsError("[shorthand] must be a table of texts", "write name = '''pattern''' below it")
    for name, piece in table.items():
        if name == _OWN or not re.fullmatch("[a-z][a-z_]*", name):
            raise SettingsError(f"a shorthand has the name {name!r}", f"small letters, and not {_OWN!r}")
        found[name] = written_out(piece, found, f"shorthand {name}")
    return found


def written_out(pattern: str, shorthands: Mapping[str, str], where: str) -> str:
    """The pattern with its shorthands written out. Raises SettingsError, with `where`, for one that nobody knows."""

    def piece(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None or name == _OWN:
            return found[0]
        if name not in shorthands:
            known = ", ".join(sorted([*shorthands, _OWN]))
            raise SettingsError(
                f"{where}: nothing is known as {{{name}}}", f"known are {known}; the text itself is \\{{"
            )
        return shorthands[name]

    return _NAMED.sub(piece, pattern)
