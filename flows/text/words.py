"""Word lists that the resolver goes by, from `data/words.toml`, read when first asked for."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list, by section and name.

    >>> "minister" in listed("roles.nouns")
    True
    """
    section, key = name.split(".")
    return frozenset(_lists()[section][key].split())


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("flows.text") / "data" / "words.toml").read_text(encoding="utf-8"))
