"""Spellings of one full name across documents: "Volodymyr Zelenskiy", "Zelensky"; "Yusuf al-Karim", "Alkarim"."""

from functools import cache
from itertools import pairwise

from flows.text.names.spelling import sounds
from flows.text.records import Entity
from flows.text.words import listed

LONGEST = 80
"""Code points of a key that is compared by its sound; what is longer is no name."""
ARTICLES = {"al": "al", "el": "al"}
"""Arabic articles, which newspapers join to the name or not."""


def sound_of(entity: Entity) -> str | None:
    """How a person's full name sounds, its transliterations made one; null for anything else.

    >>> sound_of(Entity("person:volodymyr-zelenskyy", "person", "")), sound_of(Entity("person:qin", "person", ""))
    ('volodymyr-zelenski', None)
    >>> sound_of(Entity("person:youssef-al-karim", "person", "Youssef al-Karim"))
    'yusuf-alkarim'
    """
    words = entity.key.partition(":")[2].split("-")
    if entity.type != "person" or len(words) < 2 or len(entity.key) > LONGEST:
        return None
    return "-".join(map(_sound, _joined(words)))


def _joined(words: list[str]) -> list[str]:
    """Words with an article inside the name joined to what follows."""
    made = words[:1]
    for before, word in pairwise(words):
        if before in ARTICLES and len(made) > 1:
            made[-1] = ARTICLES[before] + word
        else:
            made.append(word)
    return made


def _sound(word: str) -> str:
    return _given().get(word) or sounds(word)


@cache
def _given() -> dict[str, str]:
    """Each spelling of a given name → the one that stands for all."""
    groups = [group.split("=") for group in listed("variants.given")]
    return {spelling: group[0] for group in groups for spelling in group}
