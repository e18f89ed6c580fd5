"""What each line of a bench page ought to be: from the gold body, or from extractors that get all segments right.

Pages of `articles` have their whole body as gold. Pages of `segments` only say of a few stretches that they must, or
must not, be in it: there the answer of an extractor that passes all of them stands in for gold (distant labels), and
the lines with those stretches are set right and weigh more.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from benchmarks.bench_pages import Page
from flows.text.pages.ledger import is_title
from flows.text.pages.walk import Line

SURE_WEIGHT = 6.0
"""Weight of a line that holds a segment of the gold; other lines of those pages weigh 1."""

WHOLE_WEIGHT = 4.0
"""Weight of a line of a page whose whole body is gold."""

DOUBTFUL_WEIGHT = 0.5
"""Weight of lines of a page on which no extractor passes all segments: its best one's answer."""

_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[\s|•·\-–—*]+")

Extractor = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Labels:
    """For each line how far it belongs to the body, 0 to 1, and how much that counts."""

    values: list[float]
    weights: list[float]


def labels(page: Page, lines: Sequence[Line], titles: frozenset[str], extractors: Sequence[Extractor]) -> Labels:
    """Labels of a page's lines; `extractors` in the order in which they are believed."""
    texts = [line.text for line in lines]
    if page.kind == "articles":
        return Labels(
            [float(share >= 0.5) for share in aligned(texts, page.gold["articleBody"])], [WHOLE_WEIGHT] * len(lines)
        )
    passed, answer = believed(page, extractors)
    values = [0.0 if is_title(line, titles) else value for line, value in zip(lines, held(texts, answer), strict=True)]
    weights = [1.0 if passed else DOUBTFUL_WEIGHT] * len(lines)
    for at, text in enumerate(map(squeezed, texts)):
        wanted = any(squeezed(segment) in text for segment in page.gold["with"])
        if wanted or any(squeezed(segment) in text for segment in page.gold["without"]):
            values[at], weights[at] = float(wanted), SURE_WEIGHT
    return Labels(values, weights)


def squeezed(text: str) -> str:
    """White space collapsed, as the scorer has it."""
    return " ".join(text.split())


def believed(page: Page, extractors: Sequence[Extractor]) -> tuple[bool, str]:
    """The first answer that passes all segments, else the one that passes most; and whether it passes all."""
    best, most = "", -1
    for extract in extractors:
        answer = extract(page.markup)
        text = squeezed(answer)
        right = sum(squeezed(segment) in text for segment in page.gold["with"])
        right += sum(squeezed(segment) not in text for segment in page.gold["without"])
        if right == len(page.gold["with"]) + len(page.gold["without"]):
            return True, answer
        if right > most:
            best, most = answer, right
    return False, best


def held(texts: Sequence[str], answer: str) -> list[float]:
    """Which lines stand in an extractor's answer; lines of three words or less must be lines there too."""
    whole = f" {_bare(answer)} "
    alone = {_bare(line) for line in answer.split("\n")}
    return [float(_bare(text) in (alone if len(text.split()) < 4 else whole)) for text in texts]


def _bare(text: str) -> str:
    return _MARKS.sub(" ", text).strip()


def aligned(texts: Sequence[str], gold: str) -> list[float]:
    """For each line the share of its words that stand in the gold body, in order.

    Stretches shorter than four words count only for lines that are as short, and those only whole: inside a longer
    stretch, or as a paragraph of the gold.
    """
    owners: list[int] = []
    words: list[str] = []
    for at, text in enumerate(texts):
        found = _WORD.findall(text.lower())
        words += found
        owners += [at] * len(found)
    counts = Counter(owners)
    ranges = {at: (owners.index(at), owners.index(at) + counts[at]) for at in sorted(counts)}
    gold_words, starts, ends = _paragraphs(gold)
    hits: Counter[int] = Counter()
    for block in SequenceMatcher(None, words, gold_words, autojunk=False).get_matching_blocks():
        for at in sorted(set(owners[block.a : block.a + block.size])):
            start, end = max(ranges[at][0], block.a), min(ranges[at][1], block.a + block.size)
            whole = end - start == counts[at]
            there = block.b + start - block.a
            if counts[at] < 4 and not (block.size > counts[at] + 2 or (there in starts and there + counts[at] in ends)):
                continue
            if whole or (counts[at] >= 4 and end - start >= 4):
                hits[at] += end - start
    return [hits[at] / counts[at] if counts[at] else 0.0 for at in range(len(texts))]


def _paragraphs(gold: str) -> tuple[list[str], set[int], set[int]]:
    """The words of a body, and at which of them paragraphs start and end."""
    words: list[str] = []
    starts, ends = set(), set()
    for paragraph in gold.split("\n"):
        found = _WORD.findall(paragraph.lower())
        if found:
            starts.add(len(words))
            words += found
            ends.add(len(words))
    return words, starts, ends
