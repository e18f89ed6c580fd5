"""Which names of organisations in a document are one: acronyms and their expansions, legal forms, short names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from flows.text.countries.table import acronyms
from flows.text.names.spelling import words_of
from flows.text.names.state_bodies import give_owners
from flows.text.naming import Name
from flows.text.records import Entity
from flows.text.slugs import remembered, slug
from flows.text.words import listed

SPELT = {"organisation": "organization", "centre": "center", "defence": "defense", "labour": "labor",
         "programme": "program", "co-operation": "cooperation"}  # fmt: skip
Words = tuple[str, ...]
ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z][A-Za-z0-9]{0,6}s?|(?:[A-Z]\.){2,7}")
AFTER = re.compile(r"\s{0,2}[(\[]\s?(?:the |or |known as |hereafter )?[\"“]?([A-Z][\w.&-]{1,9})[\"”]?\s?[)\]]")


@remembered
def core(text: str) -> Words:
    """Folded words of an organisation without article and legal form, in one spelling.

    >>> core("The Boeing Company") == core("Boeing Co."), core("World Trade Organisation")
    (True, ('world', 'trade', 'organization'))
    """
    if is_acronym(text):
        return (letters(text),)
    words = [SPELT.get(w, w) for w in words_of(text)]
    if len(words) > 1 and words[0] == "the":
        words.pop(0)
    while len(words) > 1 and words[-1] in listed("organizations.legal"):
        words.pop()
    return tuple(words)


def letters(acronym: str) -> str:
    """An acronym's letters, small.

    >>> letters("U.N."), letters("ICBMs")
    ('un', 'icbm')
    """
    bare = acronym.replace(".", "")
    return (bare[:-1] if bare.endswith("s") and bare[:-1].isupper() else bare).casefold()


def is_acronym(text: str) -> bool:
    """Whether a name has the shape of an acronym."""
    return bool(ACRONYM.fullmatch(text))


@remembered
def initials(text: str) -> frozenset[str]:
    """What a name of several words may be shortened to: with and without its small words and legal form.

    >>> sorted(initials("Shanghai Cooperation Organisation"))
    ['sco']
    """
    words = [w for part in words_of(text) for w in part.split("-")]
    if words and words[0] == "the":
        words = words[1:]
    if len(words) < 2:
        return frozenset()
    big = [w for w in words if w not in listed("organizations.small")]
    made = {"".join(w[0] for w in words), "".join(w[0] for w in big)}
    if big and big[-1] in listed("organizations.legal"):
        made.add("".join(w[0] for w in big[:-1]))
    return frozenset(m for m in made if len(m) > 1)


def defined(fields: Mapping[str, str], names: Sequence[Name]) -> dict[str, str]:
    """Acronym → full name, as the text defines them in parentheses after a name ("… Organisation (SCO)")."""
    found: dict[str, str] = {}
    for name in names:
        if " " not in name.text:
            continue
        after = AFTER.match(fields[name.field], name.end)
        if after and letters(after[1])[:1] in {w[0] for w in words_of(name.text)}:
            found.setdefault(letters(after[1]), name.text)
    return found


class Organizations:
    """The organisations of a document by their core words."""

    def __init__(self, names: Iterable[Name], told: Mapping[str, str]) -> None:
        self.counts: Counter[str] = Counter()
        self.first: dict[Words, int] = {}
        for i, name in enumerate(names):
            self.counts[name.text] += 1
            self.first.setdefault(core(name.text), i)
        self.texts: dict[Words, list[str]] = defaultdict(list)
        for text in sorted(self.counts):
            self.texts[core(text)].append(text)
        self.short: dict[str, set[Words]] = defaultdict(set)
        self.end: dict[Words, set[Words]] = defaultdict(set)
        self.begin: dict[Words, set[Words]] = defaultdict(set)
        for words, texts in self.texts.items():
            if len(words) > 1 or " " in texts[0]:
                for text in texts:
                    for short in initials(text):
                        self.short[short].add(words)
                for i in range(1, min(len(words), 5)):
                    self.begin[words[:i]].add(words)
                    self.end[words[-i:]].add(words)
        self.told = {short: core(full) for short, full in told.items()}

    def tie(self, text: str) -> tuple[Words, str]:
        """The core words of the organisation that a name means, and how it was tied."""
        words = core(text)
        if is_acronym(text):
            full = self.told.get(letters(text))
            if full and full in self.texts:
                return full, "acronym"
            fitting = self.short.get(letters(text), set())
            if len(fitting) == 1:
                return next(iter(fitting)), "acronym"
        elif (longer := self.longer(words)) is not None:
            return longer, "variant"
        return words, "full name" if len(words) > 1 else "alone"

    def longer(self, words: Words) -> Words | None:
        """The one fuller name, written before the short one, that begins or ends with these words."""
        begin = self.begin.get(words, set()) if words[0] not in listed("organizations.generic") else set()
        for fuller in (begin, self.end.get(words, set())):
            if len(fuller) == 1:
                full = next(iter(fuller))
                if self.first[full] < self.first[words] and not {"and", "&"} & set(full):
                    return full
        return None

    def entity(self, words: Words) -> Entity:
        """The entity of core words, named as the document writes it most fully."""
        texts = self.texts.get(words) or [" ".join(words)]
        shown = min(texts, key=lambda t: (-self.counts[t], -len(t), t))
        shown = re.sub(r"^[Tt]he |['’]s$", "", shown)
        return Entity(f"organization:{slug(' '.join(words))}", "organization", shown)


def resolve_organizations(names: list[Name], fields: Mapping[str, str]) -> None:
    """Give each organisation that no table knows its entity; an acronym and its expansion share one."""
    known = [n for n in names if n.entity is not None]
    told = defined(fields, names)
    orgs = Organizations(names, told)
    of_known = {core(n.text): n.entity for n in known}
    made: dict[Words, Entity] = {}
    short = {orgs.tie(n.text)[0] for n in names if is_acronym(n.text)}
    for name in names:
        words, how = orgs.tie(name.text)
        if name.entity is not None:
            name.tied = "acronym" if is_acronym(name.text) else "full name"
            continue
        known_entity = of_known.get(words) or (acronyms().get(name.text.replace(".", "")) if how == "alone" else None)
        if known_entity is None and words not in made:
            made[words] = orgs.entity(words)
        name.entity = known_entity or made[words]
        name.tied = "expansion" if how == "full name" and words in short else how
    give_owners(names, fields)
