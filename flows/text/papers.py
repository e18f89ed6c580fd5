"""Names of newspapers and of other news media, by their last word."""

from flows.text.words import listed

_WORDS = range(1, 6)


def is_paper(name: str) -> bool:
    """Whether a name is of a paper, a broadcaster or an agency and no section's.

    >>> is_paper("Harbour Post"), is_paper("BBC News"), is_paper("World News"), is_paper("the morning post")
    (True, True, False, False)
    """
    words = name.split()
    return (
        len(words) in _WORDS
        and words[-1] in listed("papers.last")
        and words[0] not in listed("papers.sections")
        and all(word[0].isupper() or word in ("of", "the", "and", "&") for word in words)
        and (len(words) > 1 or words[0].isupper() or words[0] in listed("papers.alone"))
    )
