"""Templates to HTML. Everything that comes from a text is escaped, and stripped of what would drive a screen."""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from db.site import marking, moments
from db.site.links import Links

STYLE = Path(__file__).parent / "static" / "site.css"
"""The one style sheet."""

UNSEEN = "\ufffd"
"""What stands for a character that cannot be shown."""

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_LINES = frozenset("\n\t")


@cache
def environment() -> Environment:
    """The templates of `db/site/templates`, autoescaped; a name that is not given is an error."""
    made = Environment(
        loader=PackageLoader("db.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    made.filters.update(told=moments.told, machine=moments.machine, count=counted, kind=marking.kind, one=one)
    return made


def render(template: str, links: Links, **given: Any) -> str:
    """The page that a template makes of `given`."""
    return environment().get_template(template).render(links=links, **given)


def shown(value: Any) -> Any:
    """What a template puts out: null is nothing, and control characters and turns of direction are made visible."""
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str) or value.isprintable():
        return value
    return "".join(UNSEEN if _drives(c) else c for c in value)


def _drives(character: str) -> bool:
    return character in _TURNS or (character not in _LINES and unicodedata.category(character) in ("Cc", "Cs"))


def counted(number: int) -> str:
    """A number with its thousands apart.

    >>> counted(12345)
    '12,345'
    """
    return f"{number:,}"


def one(number: int, word: str, plural: str = "") -> str:
    """A number with its noun.

    >>> one(1, "article"), one(2, "article"), one(0, "entity", "entities")
    ('1 article', '2 articles', '0 entities')
    """
    return f"{number:,} {word if number == 1 else plural or word + 's'}"
