"""Spellings of one full name across documents: "Volodymyr Zelenskiy", "Zelensky", "Zelenskyy"."""

from flows.text.names.spelling import sounds
from flows.text.records import Entity


def sound_of(entity: Entity) -> str | None:
    """How a person's full name sounds, its transliterations made one; null for anything else.

    >>> sound_of(Entity("person:volodymyr-zelenskyy", "person", "")), sound_of(Entity("person:qin", "person", ""))
    ('volodimir-zelenski', None)
    """
    words = entity.key.partition(":")[2].split("-")
    if entity.type != "person" or len(words) < 2 or len(entity.key) > LONGEST:
        return None
    return "-".join(map(sounds, words))


LONGEST = 80
"""Code points of a key that is compared by its sound; what is longer is no name."""
