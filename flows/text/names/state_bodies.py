"""Whose ministry it is: a body that every state has, "Health Ministry", is that of the owner whom the text names.

Without that, the ministries of all countries would be one entity.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from flows.text.countries import known_form
from flows.text.naming import Name
from flows.text.records import Entity
from flows.text.slugs import fold
from flows.text.words import listed

BEFORE = re.compile(r"((?:[^\W\d_][\w.’'-]* ){0,3}[^\W\d_][\w.’'-]*) $")
BEHIND = re.compile(r" of (?:the )?([A-Z][\w-]{0,40}+(?:\.[A-Z]\.?){0,4}+(?: [A-Z][\w-]{0,40}+){0,2}+)")
REACH = 60
"""Code points before a name in which its owner is looked for."""


def give_owners(names: Iterable[Name], fields: Mapping[str, str]) -> None:
    """Give bodies of state the country that owns them; where one owner is told, all of that name in the document."""
    alike: dict[str, list[tuple[Name, Entity, str | None]]] = defaultdict(list)
    for name in names:
        if (entity := name.entity) is not None and name.form is None and is_state_body(name.text):
            text = fields[name.field]
            owner = owner_behind(text, name.end) or owner_before(text, name.start)
            alike[entity.key].append((name, entity, owner))
    for key, owned in alike.items():
        codes = {code for _, _, code in owned if code}
        only = next(iter(codes)) if len(codes) == 1 else None
        for name, entity, code in owned:
            if country := code or only:
                name.entity = replace(entity, key=f"{key}-{country.lower()}", country_code=country)
                name.country_code = country


def is_state_body(text: str) -> bool:
    """Whether a name is made of words alone that bodies of every state have.

    >>> is_state_body("Ministry of Health"), is_state_body("Health Ministry of Kenya"), is_state_body("Bank of England")
    (True, False, False)
    """
    words = fold(text).split()
    known = listed("organizations.state_bodies") | listed("organizations.small")
    return len(words) > 1 and all(word in known for word in words)


def owner_behind(text: str, end: int) -> str | None:
    """The country that "of" leads to right behind a name.

    >>> owner_behind("the Supreme Court of the Netherlands", 17)
    'NL'
    """
    found = BEHIND.match(text, end)
    words = found[1].split() if found else []
    forms = (known_form(" ".join(words[:size])) for size in range(len(words), 0, -1))
    return next((form.code for form in forms if form is not None and form.code and not form.is_adjective), None)


def owner_before(text: str, start: int) -> str | None:
    """The country whose name with an owner's mark, or whose people's name, stands right before a name.

    >>> owner_before("said Lebanon's Health Ministry", 15), owner_before("the Kenyan Health Ministry", 11)
    ('LB', 'KE')
    """
    found = BEFORE.search(text[max(0, start - REACH) : start])
    words: Sequence[str] = found[1].split() if found else ()
    for size in range(min(4, len(words)), 0, -1):
        given = " ".join(words[-size:])
        bare = given.removesuffix("'s").removesuffix("’s").removesuffix("'").removesuffix("’")
        form = known_form(bare)
        if form is not None and form.code and (form.is_adjective or bare != given or bare.isupper() or "." in bare):
            return form.code
    return None
