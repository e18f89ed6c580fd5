"""A writer's name that stands alone, with no "By" before it, between the title of a saved article and its date."""

import re
from collections.abc import Sequence

from flows.text.records import Block
from flows.text.words import listed

RULE = "byline-bare"
SIGNATURE = "byline-again"

LONGEST = 90
"""Characters of a line that may be a writer's name, what it says of the paper included."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_WORDS = range(2, 4)
_INITIALS = 2
_BESIDE = re.compile(r"(?P<names>.{3,60}?)(?:,| ?[|/·•]| [–—-]| in(?= )| for(?: the)?(?= )) ?(?P<rest>\S.{0,60})")
_BETWEEN = re.compile(r",? (?:and|&) |, | / ")
_NEAR = 10  # blocks from the title on among which the name may be
_GAP = 4  # characters of white space that a block has behind its line
_LAST = 6  # blocks at the end of a text among which its signature may be
_UNDECIDED = (None, "line-model")


def bare_author(line: str) -> str | None:
    """The names in a line that holds nothing but writers' names and perhaps their paper behind a mark; null otherwise.

    Where the line stands must speak for it too: nothing in it tells "Ann Lee" from the name of a ship.

    >>> bare_author("Ann Lee"), bare_author("ANN LEE and Bo van Dam, Hill Post"), bare_author("World News")
    ('Ann Lee', 'ANN LEE and Bo van Dam', None)
    """
    if len(line) > LONGEST:
        return None
    if _are_names(line):
        return line
    parts = _BESIDE.fullmatch(line)
    return parts["names"] if parts and _are_names(parts["names"]) and parts["rest"][:1].isupper() else None


def _are_names(text: str) -> bool:
    return all(map(_is_name, _BETWEEN.split(text)))


def _is_name(text: str) -> bool:
    """Two or three words with a capital, none of which is known to be of a section, a place or a paper."""
    words, particles = text.split(" "), listed("authors.particles")
    capital = [word.rstrip(".") for word in words if word not in particles]
    return (
        len(capital) in _WORDS
        and all(_WORD.fullmatch(word) for word in words)
        and words[0] not in particles
        and words[-1] == capital[-1] != capital[-1][:1]
        and all(word[0].isupper() for word in capital)
        and (text.isupper() or all(len(word) <= _INITIALS for word in capital if word.isupper()))
        and listed("authors.never").isdisjoint(word.title() for word in capital)
    )


def sign(text: str, blocks: Sequence[Block]) -> tuple[list[Block], str] | None:
    """The blocks with a bare writer's name below the title marked as byline, and the name; null where there is none.

    It must be the only such line between the title and the text, and a time of publication must stand there too.
    """
    title = next((i for i, block in enumerate(blocks[:_NEAR]) if block.role == "title" and block.kept), None)
    if title is None:
        return None
    found: dict[int, str] = {}
    dated = False
    for i, block in enumerate(blocks[title + 1 : title + 1 + _NEAR], title + 1):
        dated = dated or block.role == "timestamp"
        if block.rule in _UNDECIDED and block.role in ("body", "other"):
            if block.raw_end - block.raw_start > LONGEST + _GAP:
                break
            if author := bare_author(text[block.raw_start : block.raw_end].strip()):
                found[i] = author
    if len(found) != 1 or not dated:
        return None
    ((at, author),) = found.items()
    byline = Block(blocks[at].raw_start, blocks[at].raw_end, "byline", True, RULE)
    return [*blocks[:at], byline, *blocks[at + 1 :]], author


def without_signature(text: str, blocks: Sequence[Block], author: str) -> list[Block] | None:
    """The blocks without a line at their end that is nothing but a name of the byline's; null where there is none."""
    names = {name.casefold() for name in _BETWEEN.split(author)}
    again = {
        at
        for at, block in enumerate(blocks[-_LAST:], max(0, len(blocks) - _LAST))
        if block.kept and block.role == "body" and block.raw_end - block.raw_start <= LONGEST
        and text[block.raw_start : block.raw_end].strip().casefold() in names
    }  # fmt: skip
    made = [
        Block(block.raw_start, block.raw_end, "author-bio", False, SIGNATURE) if at in again else block
        for at, block in enumerate(blocks)
    ]
    return made if again else None
