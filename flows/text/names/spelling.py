"""Words of names made comparable, and spellings that sound alike across transliterations."""

import re

from flows.text.slugs import fold, remembered

WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s?$")
NICKNAME = re.compile(r"""(?<!\w)["“'‘(][^"”'’)]{1,30}["”'’)]""")
# Each pair is a spelling of one sound that English newspapers write in more than one way.
ALIKE = tuple(
    (re.compile(old), new)
    for old, new in (
        (r"(iy|yy|yi|ij|ii|ey|y|j)$", "i"), (r"yy|iy|ij", "i"), (r"y(?=[aeiou])", "i"), (r"kh", "h"), (r"ph", "f"),
        (r"ck", "k"), (r"zh", "j"), (r"ts|tz", "z"), (r"ou|oo", "u"), (r"ff$", "v"), (r"w", "v"), (r"q", "k"),
        (r"ee", "i"), (r"dj", "j"), (r"tch|tsch", "ch"), (r"sch", "sh"), (r"ie?v$", "ev"), (r"(.)\1", r"\1"),
    )
)  # fmt: skip


@remembered
def words_of(text: str) -> tuple[str, ...]:
    """Folded words of a name, without a possessive or a nickname in quotes; at most twelve of them.

    >>> words_of("Volodymyr Zelenskiy's")
    ('volodymyr', 'zelenskiy')
    """
    bare = POSSESSIVE.sub("", text[:400].strip())
    if bare.count(" ") > 1:
        bare = NICKNAME.sub(" ", bare)
    folded = fold(bare).replace(".", " ")
    return tuple(WORD.findall(folded)[:12]) or (folded or "?",)


@remembered
def sounds(word: str) -> str:
    """A folded word with its spelling variants made one; words under five letters stay as they are.

    >>> sounds("zelenskiy") == sounds("zelensky") == sounds("zelenskyy"), sounds("gorbachev") == sounds("gorbachov")
    (True, False)
    """
    if len(word) < 5 or not word.isascii():
        return word
    for old, new in ALIKE:
        word = old.sub(new, word)
    return word
