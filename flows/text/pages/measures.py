"""What a line is by itself: its length, how much of it is link, and the row of numbers that goes with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.text.pages.walk import Line

WORTHY = 80
"""Characters from which a line that is no link counts as a paragraph."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NAMES = (
    "words", "chars", "link", "links", "bold", "timed", "row", "commas", "terminal", "terminal_word", "upper",
    "capital", "digits", "dated", "pipe", "symbol", "question", "colon", "quoted", "wordlength", "titleshare",
    "titlewords", "copy", "heading", "images", "is_title",
)  # fmt: skip
"""Names of the numbers of a line's row, in their order."""

HEADING, TITLE_SHARE = NAMES.index("heading"), NAMES.index("titleshare")
_TERMINAL = frozenset(".!?…。！？।:;")
_QUOTES = frozenset("\"'“”„«»‘’”)]")
_OPENING = frozenset("\"'“„«‘")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_DIGITS = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_SHORT = 30


@dataclass(frozen=True, slots=True)
class Measures:
    """One value a line: words, share of link, worth as a paragraph, commas, copies before it."""

    words: list[int]
    links: list[float]
    worths: list[float]
    commas: list[int]
    copies: list[int]


def plain(text: str) -> str:
    """The words of a text alone, to compare titles by."""
    return " ".join(_WORD.findall(text.lower()))


def count_words(text: str) -> int:
    """Words parted by spaces; of scripts without them, two characters a word."""
    words = text.count(" ") + 1
    if words * 12 < len(text) and max(text[: 2 * WORTHY]) >= "\u3000":
        return max(words, len(text) // 2)
    return words


def measure(lines: Sequence[Line]) -> Measures:
    """Measure every line of a page."""
    seen: dict[str, int] = {}
    found = Measures([], [], [], [], [])
    for line in lines:
        text = line.text
        words, link, copy = count_words(text), line.linked / len(text), seen.get(text, 0)
        seen[text] = copy + 1
        found.words.append(words)
        found.links.append(link)
        found.commas.append(text.count(","))
        found.copies.append(copy)
        found.worths.append(words * (1 - link) if len(text) >= WORTHY and link < 0.5 and not copy else 0.0)
    return found


def line_rows(
    lines: Sequence[Line], measures: Measures, titles: frozenset[str], wanted: Sequence[bool]
) -> list[tuple[float, ...]]:
    """A row of `NAMES` for each line wanted, an empty one for the others."""
    titled = frozenset(max(titles, key=lambda title: (len(title), title), default="").split())
    return [
        _row(line, measures, at, titles, titled) if ask else ()
        for at, (line, ask) in enumerate(zip(lines, wanted, strict=True))
    ]


def _row(line: Line, measures: Measures, at: int, titles: frozenset[str], titled: frozenset[str]) -> tuple[float, ...]:
    text, tag = line.text, line.box.tag
    size, words, copy = len(text), measures.words[at], measures.copies[at]
    first, last = text[0], text[-1]
    terminal = last in _TERMINAL or (last in _QUOTES and size > 1 and text[-2] in _TERMINAL)
    quoted = first in _OPENING
    upper, capital, digits, dated = _look(text) if words < _SHORT else (0.0, 0.0, 0.0, 0.0)
    share, title_share, is_title = _titled(text, titles, titled) if words < _SHORT else (0.0, 0.0, 0.0)
    return (
        words, size, measures.links[at], line.links, line.bold / size, line.when != "", line.row, measures.commas[at],
        terminal, terminal and words > 4, upper, capital, digits, dated, "|" in text or "›" in text or "»" in text,
        not (quoted or first.isalnum()), "?" in text, last == ":", quoted, (size - words + 1) / words, share,
        title_share, copy if size > WORTHY else min(copy, 3) / 10, tag in HEADINGS, line.images, is_title,
    )  # fmt: skip


def _look(text: str) -> tuple[float, float, float, float]:
    """Of a short line: all in capitals, share of words with a capital, share of digits, whether it has a date."""
    tokens = text.split()
    digits = len(_DIGITS.findall(text)) / len(text)
    capital = sum([token[0].isupper() for token in tokens]) / len(tokens)
    return float(text.isupper()), capital, digits, float(digits > 0 and _DATE.search(text) is not None)


def _titled(text: str, titles: frozenset[str], titled: frozenset[str]) -> tuple[float, float, float]:
    """Share of the line's words that the title has, of the title's that the line has, and whether they are equal."""
    if not titled:
        return 0.0, 0.0, 0.0
    own = _WORD.findall(text.lower())
    common = len(titled.intersection(own))
    share = common / (len(set(own)) or 1)
    return share, common / len(titled), float(share > 0.9 and " ".join(own) in titles)
