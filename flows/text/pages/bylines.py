"""Writers' names as pages give them."""

import re

from flows.text.pages.tree import AUTHOR_LINKS, Element

_BY = re.compile(
    r"\A(?:(?:(?:written|posted|reported|story|text)\s+)?by|(?:eine? \w{1,20} )?von"
    r"|(?:publi(?:cado|é)|escrito) (?:por|par)|par|por|escribe|door|di|af|av|autor(?:in)?:?|text:)\s+",
    re.I,
)
_NOBODY = frozenset({"null", "none", "undefined", "admin", "administrator", "unknown", "author", "redactor"})
"""What systems that publish pages write where they know of no writer."""


def person(name: str) -> str:
    """A writer's name without "By"; nothing for an address or a handle."""
    name = _BY.sub("", " ".join(name.split()))
    return "" if name.lower() in _NOBODY or "://" in name or name.startswith(("@", "www.")) or len(name) > 200 else name


def linked_author(root: Element) -> str:
    """The name in links to the author's page, when all of them name the same one."""
    found = [" ".join("".join(link.itertext()).split()) for link in AUTHOR_LINKS(root)[:4]]
    names = {person(name) for name in found if 3 < len(name) < 60}
    return names.pop() if len(names) == 1 else ""
