"""What a line looks like by itself: a title, a subtitle, a paragraph, the name of a site above a title."""

import re
from collections.abc import Sequence

from flows.text.authors import bare_author
from flows.text.headline.found import DATED
from flows.text.papers import is_paper
from flows.text.records import Block

WORDS = range(3, 23)
"""Words of a title."""

TITLE_WORDS = 4
"""Words of a title that stands among other lines of a page."""

_SUFFIX = re.compile(r"\s+[|–—-]\s+(?P<site>[^|–—]{2,40})\Z")
_SUFFIX_MARKS = "|–—-"
_LONGEST = {"title": 170, "subtitle": 320}
_LONGEST_ABOVE = 30  # characters of a line above a title
_LOUD_WORDS = 14  # words of a title that ends with an exclamation or question mark
_SMALL_WORDS = 4  # in lower case, by which a subtitle is told from a desk's or a writer's line
_PARAGRAPH = 60  # characters of a line that a title can stand above
_ENDS = tuple(".,;:。，、")
_CLOSERS = "'\"’”)]"
_ELLIPSIS = ("...", "…", "U.S.", "U.K.", "Jr.", "Sr.", "Inc.", "Co.", "Ltd.", "Corp.", "U.N.", "E.U.", "D.C.")
_SENTENCES = re.compile(r"[.!?]\s+[A-Z]")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S")
_BULLET = re.compile(r"[-*•·–—]\s|\(?\d{1,2}[.)]\s")
_PARAGRAPH_END = re.compile("[.!?…。！？।:]['\"’”)\\]]*\\Z")
_NO_SUBTITLE_END = tuple(".!?,;:…。！？।\"'”’)")


def parted(line: str) -> tuple[str, str | None]:
    """A title and what may be the name of a site behind it; null where nothing is.

    >>> parted("Rain ahead | Hill Post"), parted("Rain ahead")
    (('Rain ahead', 'Hill Post'), ('Rain ahead', None))
    """
    suffix = _SUFFIX.search(line) if any(map(line.__contains__, _SUFFIX_MARKS)) else None
    return (line[: suffix.start()], suffix["site"]) if suffix else (line, None)


def is_title(line: str) -> bool:
    """Whether a line reads like a title: few words, a capital, no sentence, no list's item, no address."""
    if len(line) > _LONGEST["title"]:
        return False
    words = line.split()
    letters = line[:1] if line[:1].isalpha() else next((char for char in line if char.isalpha()), "")
    wide = not line.isascii() and not letters.isupper() and not letters.islower()  # a script without case or spaces
    if len(words) not in WORDS and not (wide and 4 <= len(line) <= 60):
        return False
    if (letters.islower() and not line[0].isdigit()) or _BULLET.match(line) or not letters:
        return False
    if line.endswith(("!", "?")) and len(words) > _LOUD_WORDS:
        return False
    if (
        len(_SENTENCES.findall(line)) > 1
        or (("." in line or "@" in line or "/" in line) and _ADDRESS.search(line))
        or (line.isupper() and "," in line and len(words) < 4)
    ):
        return False
    return not ends(line) or line.endswith(_ELLIPSIS)


def ends(line: str) -> bool:
    """Whether a line ends like a sentence or a part of one, closing marks apart."""
    return line.rstrip(_CLOSERS).endswith(_ENDS)


def is_paragraph(line: str) -> bool:
    """Whether a line is long enough for a paragraph, and ends like one."""
    return len(line) >= _PARAGRAPH and _PARAGRAPH_END.search(line[-8:]) is not None


def is_subtitle(rest: Sequence[str], top: Sequence[Block]) -> bool:
    """A line right below the title that ends like none, above a paragraph that does.

    In a text that is dated or signed at its `top`, unknown lines may stand between them where this one reads like a
    sentence without its stop.
    """
    line = rest[0]
    return (
        len(rest) > 1
        and 25 <= len(line) <= _LONGEST["subtitle"]
        and not line.endswith(_NO_SUBTITLE_END)
        and not line[:1].islower()
        and len(words := line.split()) >= 4
        and not _BULLET.match(line)
        and bare_author(line) is None
        and (
            is_paragraph(rest[1])
            or (
                any(block.role in DATED for block in top)
                and sum(word[0].islower() for word in words) >= _SMALL_WORDS
                and any(map(is_paragraph, rest[2:]))
            )
        )
    )


def is_above_title(lines: dict[int, str]) -> bool:
    """Whether the first line is no title but a site's or a section's name above one."""
    first, *rest = [*lines.values()][:3] or [""]
    return (
        len(rest) > 1
        and len(first) <= _LONGEST_ABOVE
        and first[:1].isupper()
        and (len(first.split()) < WORDS.start or is_paper(first))
        and first[-1:].isalpha()
        and len(rest[0].split()) >= TITLE_WORDS
        and is_title(rest[0])
        and any(map(is_paragraph, [*lines.values()][2:]))
    )
