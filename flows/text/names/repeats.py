"""Other occurrences of names that were found once: the same words, the same case, elsewhere in the document."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from flows.text.capitals import among
from flows.text.countries import known_form
from flows.text.countries.scene import Scene
from flows.text.naming import Name
from flows.text.records import Label
from flows.text.words import listed

WORD = re.compile(r"[^\W_]+")
SINGLE = frozenset[Label]({"person", "organization", "place"})
"""Labels of names that are looked for again when they are one word."""
LONGEST = 8
"""Words of a name that is looked for again; a longer one is not, so that the time stays linear."""
RULE = "repeat"


def repeated(fields: Mapping[str, str], names: Sequence[Name], scene: Scene) -> Iterator[Name]:
    """Yield the occurrences that no name touches yet, of names that have one label throughout the document."""
    wanted = sought(names)
    if not wanted:
        return
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for name in names:
        taken[name.field].append((name.start, name.end))
    for field, text in fields.items():
        yield from in_field(field, text, wanted, sorted(taken[field]), scene)


def sought(names: Sequence[Name]) -> dict[str, list[tuple[str, Label, float]]]:
    """First word → (name, label, score), longest first, of names worth looking for again.

    Forms of the tables are none: they were found wherever they are meant.
    """
    labels: dict[str, set[Label]] = defaultdict(set)
    scores: dict[str, float] = {}
    for name in names:
        labels[name.text].add(name.label)
        scores[name.text] = max(scores.get(name.text, 0.0), name.score)
    found: dict[str, list[tuple[str, Label, float]]] = defaultdict(list)
    for text, kinds in labels.items():
        words = WORD.findall(text[:200])
        good = len(kinds) == 1 and 2 <= len(words) <= LONGEST and words[0][0].isupper() and len(text) < 200
        single = len(kinds) == len(words) == 1 and kinds <= SINGLE and alone(text)
        if single:
            found[text].append((text, next(iter(kinds)), scores[text]))
        if good and text.startswith(words[0]) and not any(c in text for c in "\n\r") and known_form(text) is None:
            found[words[0]].append((text, next(iter(kinds)), scores[text]))
            surname = text[text.rfind(" ") + 1 :]
            if "person" in kinds and 2 <= len(words) <= 4 and alone(surname) and labels.get(surname, kinds) == kinds:
                found[surname.partition("'")[0]].append((surname, "person", scores[text]))
    return {first: sorted(items, key=lambda i: (-len(i[0]), i[0]))[:50] for first, items in found.items()}


def alone(surname: str) -> bool:
    """Whether a surname may be looked for by itself: four letters at least, and no form of a country.

    >>> alone("Merkel"), alone("O'Brien"), alone("McDonald"), alone("France")
    (True, True, False, False)
    """
    bare = surname[2:] if surname[1:2] == "'" else surname
    capital = surname[0].isupper() and bare[:1].isupper() and bare[1:].islower()
    return len(surname) > 3 and capital and known_form(surname) is None


def within_longer(text: str, start: int, end: int) -> bool:
    """Whether a single word stands beside another capital, and may be part of a longer name; not beside an owner."""
    if text[start - 1 : start] not in (" ", "\n", "", "(", "“", '"'):
        return True
    words = text[max(0, start - 40) : start].rsplit(None, 1)
    before = words[-1] if words and text[start - 1] == " " else ""
    after = text[end : end + 2]
    named = before[:1].isupper() and before[-1].isalnum() and not before.endswith(("'s", "’s"))
    named = named and before not in listed("sentences.openers")
    return named or (after[:1] in (" ", "-") and after[1:].isupper())


def in_field(
    field: str,
    text: str,
    wanted: Mapping[str, Sequence[tuple[str, Label, float]]],
    taken: list[tuple[int, int]],
    scene: Scene,
) -> Iterator[Name]:
    """Yield the free occurrences in one field; of one word only when it stands nowhere without its capital."""
    starts = [start for start, _ in taken]
    done = 0
    for start, word in among(wanted, scene.capitals(text)):
        if start < done:
            continue
        at = bisect_right(starts, start)
        if at and taken[at - 1][1] > start:
            continue
        limit = starts[at] if at < len(starts) else len(text)
        for full, label, score in wanted[word]:
            end = start + len(full)
            if end <= limit and text.startswith(full, start) and not text[end : end + 1].isalnum():
                if " " not in full and (within_longer(text, start, end) or full.lower() in scene.words):
                    continue
                yield Name(field, start, end, full, label, score, RULE)
                done = end
                break
