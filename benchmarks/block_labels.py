"""What each line of a bench page ought to be: from the gold body, or from extractors that get all segments right.

Pages of `articles` have their whole body as gold. Pages of `segments` only say of a few stretches that they must, or
must not, be in it: there the extractors that pass all of them vote on each line (distant labels), and the lines with
those stretches are set right and weigh more.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from benchmarks.bench_pages import Page
from flows.text.pages.ledger import is_title
from flows.text.pages.walk import Line

SURE_WEIGHT = 12.0
"""Weight of a line that holds a segment of the gold; other lines of those pages weigh 1 where all voters agree.

Where they do not, a line weighs as much as its vote is away from a draw."""

WHOLE_WEIGHT = 4.0
"""Weight of a line of a page whose whole body is gold."""

DOUBTFUL_WEIGHT = 0.5
"""Weight of lines of a page on which no extractor passes all segments: the best ones vote."""

_WORD = re.compile(r"\w+")
_MARKS = re.compile(r"[\s|•·\-–—*]+")

Extractor = Callable[[str], str]
Voter = tuple[Extractor, float]


@dataclass(frozen=True, slots=True)
class Labels:
    """For each line how far it belongs to the body, 0 to 1, and how much that counts."""

    values: list[float]
    weights: list[float]


def labels(page: Page, lines: Sequence[Line], titles: frozenset[str], voters: Sequence[Voter]) -> Labels:
    """Labels of a page's lines; `voters` are the extractors that are believed, each with the weight of its vote."""
    texts = [line.text for line in lines]
    if page.kind == "articles":
        return Labels(
            [float(share >= 0.5) for share in aligned(texts, page.gold["articleBody"])], [WHOLE_WEIGHT] * len(lines)
        )
    passed, answers = believed(page, voters)
    total = sum(weight for _, weight in answers)
    votes = [[weight / total * value for value in held(texts, answer)] for answer, weight in answers]
    shares = [sum(column) for column in zip(*votes, strict=True)]
    values = [0.0 if is_title(line, titles) else share for line, share in zip(lines, shares, strict=True)]
    weights = [(1.0 if passed else DOUBTFUL_WEIGHT) * abs(2 * value - 1) for value in values]
    for at, text in enumerate(map(squeezed, texts)):
        wanted = any(squeezed(segment) in text for segment in page.gold["with"])
        if wanted or any(squeezed(segment) in text for segment in page.gold["without"]):
            values[at], weights[at] = float(wanted), SURE_WEIGHT
    return Labels(values, weights)


def squeezed(text: str) -> str:
    """White space collapsed, as the scorer has it."""
    return " ".join(text.split())


def believed(page: Page, voters: Sequence[Voter]) -> tuple[bool, list[tuple[str, float]]]:
    """The answers that have most segments right, with their weight; and whether those are all of them."""
    wanted = [squeezed(segment) for segment in page.gold["with"]]
    refused = [squeezed(segment) for segment in page.gold["without"]]
    answers = [(extract(page.markup), weight) for extract, weight in voters]
    right = [
        sum(segment in text for segment in wanted) + sum(segment not in text for segment in refused)
        for text in (squeezed(answer) for answer, _ in answers)
    ]
    best = max(right)
    return best == len(wanted) + len(refused), [one for one, count in zip(answers, right, strict=True) if count == best]


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
