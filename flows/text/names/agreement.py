"""Whether two full names may be one person's, by the names alone."""

from flows.text.names.nicknames import SHORT
from flows.text.names.spelling import sounds
from flows.text.words import listed

Words = tuple[str, ...]


def family_first(words: Words) -> bool:
    """Whether a full name has its surname first.

    >>> family_first(("qin", "gang")), family_first(("spike", "lee"))
    (True, False)
    """
    return (
        2 <= len(words) <= 3
        and words[0] in listed("persons.family_first")
        and words[-1] not in listed("persons.family_first")
    )


def agree(one: Words, other: Words) -> bool:
    """Whether two full names may be one person's: same surname, and given names that do not contradict each other.

    >>> agree(("john", "f", "kennedy"), ("john", "kennedy")), agree(("j", "smith"), ("john", "smith"))
    (True, True)
    >>> agree(("bill", "clinton"), ("hillary", "clinton")), agree(("george", "w", "bush"), ("george", "h", "bush"))
    (False, False)
    >>> agree(("george", "w", "bush"), ("george", "h", "w", "bush"))
    False
    """
    if sounds(one[-1]) != sounds(other[-1]) or unlike_initials(one, other):
        return False
    if within(one, other) or within(other, one):
        return True
    if not fits_word(one[0], other[0]):
        return False
    middle, other_middle = one[1:-1], other[1:-1]
    return not middle or not other_middle or all(map(fits_word, middle, other_middle))


def unlike_initials(one: Words, other: Words) -> bool:
    """Whether the same given name has another initial behind it in each of two full names."""
    return one[0] == other[0] and all(len(w) > 2 and len(w[1]) == 1 for w in (one, other)) and one[1] != other[1]


def within(short: Words, long: Words) -> bool:
    """Whether a name's words all stand in a longer one, in that order.

    >>> within(("otto", "jespersen"), ("jens", "otto", "harry", "jespersen"))
    True
    """
    rest = iter(long)
    return len(short) < len(long) and all(word in rest for word in short)


def fits_word(one: str, other: str) -> bool:
    """Whether two given names agree: alike in sound, or one the other's initial or short form."""
    if sounds(one) == sounds(other):
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return SHORT.get(one, one) == SHORT.get(other, other)
