"""Lines of a page → one row of numbers a line, for the model.

Four kinds: the line itself, its neighbours, the boxes around it, and where it stands beside the best container (the
box whose paragraphs hold most text). Nothing depends on the language but the length of words; scripts written without
spaces are measured in characters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from flows.text.pages.marks import NAMES, bits
from flows.text.pages.walk import Box, Line

WORTHY = 80
"""Characters from which a line that is no link counts as a paragraph."""

_TERMINAL = frozenset(".!?…。！？।:;")
_QUOTES = frozenset("\"'“”„«»‘’”)]")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_DIGITS = re.compile(r"\d")
_SHORT = 30
_SIDES = (-2, -1, 1, 2)

LINE = (
    "words", "chars", "link", "links", "bold", "timed", "row", "commas", "terminal", "terminal_word", "upper", "capital",
    "digits", "dated", "pipe", "symbol", "question", "colon", "quoted", "wordlength", "titleshare", "titlewords", "copy",
    "heading", "images", "is_title",
)  # fmt: skip
SIDE = tuple(f"{name}{at:+d}" for at in _SIDES for name in ("words", "link", "samebox", "sametag"))
BOX = tuple(
    f"{at}_{name}"
    for at in ("self", "parent", "grand", "great")
    for name in ("lines", "words", "link", "score", "share", "worthy", "commas", "images")
)
PLACE = (
    "index", "index_share", "lines", "page_words", "page_worthy", "worthy_before", "worthy_after", "from_best", "to_best",
    "in_best", "best_share", "best_link", "below_best", "up_to_best", "depth", "group_lines", "group_words", "group_link",
    "group_share", "group_worthy", "in_second", "since_heading", "run_words", "since_worthy", "until_worthy",
    "after_title",
)  # fmt: skip
MARKS = (*(f"in_{name}" for name in NAMES), *(f"at_{name}" for name in NAMES))
FEATURES = (*LINE, *SIDE, *BOX, *PLACE, *MARKS)
"""Names of a row's numbers, in their order."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What a line is by itself: words, share of link, worth as a paragraph, and the row of `LINE`."""

    words: int
    link: float
    worth: float
    row: tuple[float, ...]


def count_words(text: str) -> int:
    """Words parted by spaces; of scripts without them, two characters a word."""
    words = text.count(" ") + 1
    if words * 12 < len(text) and max(text[: 2 * WORTHY]) >= "\u3000":
        return max(words, len(text) // 2)
    return words


def features(lines: Sequence[Line], boxes: list[Box], titles: frozenset[str] = frozenset()) -> list[list[float]]:
    """One row of `FEATURES` a line; `titles` are what the page calls itself, as `plain` leaves them."""
    measures = _measures(lines, titles)
    gather(lines, boxes, measures)
    best = max(boxes, key=lambda box: (box.score, -box.index))
    marks = bits(boxes)
    spread = {pair: [float(mark >> at & 1) for mark in pair for at in range(len(NAMES))] for pair in set(marks)}
    sides = _sides(lines, measures)
    held = _box_rows(boxes)
    places = _places(lines, boxes, measures, best)
    return [
        [*measure.row, *sides[at], *_chain(line.box, held), *places[at], *spread[marks[line.box.index]]]
        for at, (line, measure) in enumerate(zip(lines, measures, strict=True))
    ]


def plain(text: str) -> str:
    """The words of a text alone, to compare titles by."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _measures(lines: Sequence[Line], titles: frozenset[str]) -> list[Measures]:
    titled = set(max(titles, key=lambda title: (len(title), title), default="").split())
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        text = line.text
        size = len(text)
        words = count_words(text)
        link = line.linked / size
        commas = text.count(",")
        last = text[-1]
        terminal = last in _TERMINAL or (last in _QUOTES and size > 1 and text[-2] in _TERMINAL)
        copy = seen.get(text, 0)
        seen[text] = copy + 1
        title_share = title_words = upper = capital = digits = dated = 0.0
        if words < _SHORT:
            tokens = text.split()
            capital = sum(token[0].isupper() for token in tokens) / len(tokens)
            upper = float(text.isupper())
            digits = len(_DIGITS.findall(text)) / size
            dated = float(_DATE.search(text) is not None) if digits else 0.0
            if titled:
                own = set(re.findall(r"\w+", text.lower()))
                common = len(own & titled)
                title_share, title_words = common / (len(own) or 1), common / len(titled)
        first = text[0]
        row = (
            words, size, link, line.links, line.bold / size, line.timed, line.row, commas, terminal,
            terminal and words > 4, upper, capital, digits, dated, "|" in text or "›" in text or "»" in text,
            not (first.isalnum() or first in "\"'“„«‘"), "?" in text, last == ":", first in "\"'“„«‘",
            (size - words + 1) / words, title_share, title_words, copy if size > WORTHY else min(copy, 3) / 10,
            len(line.box.tag) == 2 and line.box.tag[0] == "h" and line.box.tag[1].isdigit(), line.images,
            plain(text) in titles,
        )  # fmt: skip
        worth = words * (1 - link) if size >= WORTHY and link < 0.5 and not copy else 0.0
        found.append(Measures(words, link, worth, tuple(map(float, row))))
    return found


def gather(lines: Sequence[Line], boxes: list[Box], measures: Sequence[Measures]) -> None:
    """Add up lines in their boxes and in all around them; a box's `score` is the paragraph text close below it."""
    worth = [0.0] * len(boxes)
    for line, measure in zip(lines, measures, strict=True):
        box = line.box
        box.lines += 1
        box.words += measure.words
        box.chars += len(line.text)
        box.linked += line.linked
        box.commas += int(measure.row[7])
        worth[box.index] += measure.worth
    for box in reversed(boxes):
        parent = box.parent
        if parent is not None:
            parent.lines += box.lines
            parent.words += box.words
            parent.chars += box.chars
            parent.linked += box.linked
            parent.commas += box.commas
            parent.images += box.images
    for box, value in zip(boxes, worth, strict=True):
        holder: Box | None = box.parent if box.tag in ("p", "li", "blockquote", "h2", "h3") else box
        for share in (1.0, 0.6, 0.3):
            if holder is None or not value:
                break
            holder.score += value * share
            holder = holder.parent


def _sides(lines: Sequence[Line], measures: Sequence[Measures]) -> list[list[float]]:
    nothing = (-1.0, 0.0, 0.0, 0.0)
    rows = []
    count = len(lines)
    for at, line in enumerate(lines):
        row: list[float] = []
        box, tag = line.box, line.box.tag
        for side in _SIDES:
            other = at + side
            if 0 <= other < count:
                near, measure = lines[other].box, measures[other]
                row += (measure.words, measure.link, float(near.parent is box.parent), float(near.tag == tag))
            else:
                row += nothing
        rows.append(row)
    return rows


def _box_rows(boxes: Sequence[Box]) -> list[tuple[float, ...]]:
    top = boxes[0]
    total, score = top.words or 1, max(box.score for box in boxes) or 1.0
    return [
        (
            box.lines, box.words, box.linked / box.chars, box.score, box.words / total, box.score / score,
            box.commas / box.words, box.images,
        )
        if box.lines
        else (0.0,) * 8
        for box in boxes
    ]  # fmt: skip


def _chain(box: Box, held: Sequence[tuple[float, ...]]) -> list[float]:
    row: list[float] = []
    at: Box = box
    for _ in range(4):
        row += held[at.index]
        at = at.parent or at
    return row


def _places(
    lines: Sequence[Line], boxes: Sequence[Box], measures: Sequence[Measures], best: Box
) -> list[tuple[float, ...]]:
    count = len(lines)
    worths = list(accumulate((measure.worth for measure in measures), initial=0.0))
    total = worths[-1] or 1.0
    words = boxes[0].words or 1
    route, first, last = _beside(lines, boxes, best)
    groups = _groups(lines, measures)
    second = max((box for box in boxes if not route[box.index][0]), key=lambda box: (box.score, -box.index), default=best)
    seconds = _inside(boxes, second)
    rows = []
    since_heading = since_worthy = after_title = 99.0
    until = _until_worthy(measures)
    for at, (line, measure) in enumerate(zip(lines, measures, strict=True)):
        box = line.box
        is_heading = measure.row[23] > 0
        since_heading = 0.0 if is_heading else since_heading + 1
        after_title = 0.0 if measure.row[21] > 0.6 and measure.row[20] > 0.6 else after_title + 1
        group = groups[_key(box)]
        rows.append((
            at, at / count, count, words, total, worths[at] / total, (total - worths[at + 1]) / total,
            at - first, last - at, *route[box.index][:1], best.words / words, best.linked / (best.chars or 1),
            *route[box.index][1:], box.depth, group[0], group[1], group[2] / (group[3] or 1), group[1] / words,
            group[4] / total, seconds[box.index], since_heading, _run(measures, at), since_worthy, until[at], after_title,
        ))  # fmt: skip
        since_worthy = 0.0 if measure.worth else since_worthy + 1
    return rows


def _until_worthy(measures: Sequence[Measures]) -> list[float]:
    found, until = [], 99.0
    for measure in reversed(measures):
        found.append(until)
        until = 0.0 if measure.worth else until + 1
    return found[::-1]


def _run(measures: Sequence[Measures], at: int) -> float:
    near = measures[max(0, at - 4) : at + 5]
    return sum(measure.words * (1 - measure.link) for measure in near) / len(near)


def _beside(
    lines: Sequence[Line], boxes: Sequence[Box], best: Box
) -> tuple[list[tuple[float, float, float]], int, int]:
    """For each box (inside best, steps below it, steps from best up to what holds both), and best's range of lines."""
    above = {}
    holder: Box | None = best
    while holder is not None:
        above[holder.index] = best.depth - holder.depth
        holder = holder.parent
    route: list[tuple[float, float, float]] = []
    for box in boxes:
        if box.index in above:
            route.append((float(box is best), 0.0, above[box.index]))
        else:
            inside, below, up = route[box.parent.index] if box.parent is not None else (0.0, 0.0, 0.0)
            route.append((inside, below + 1, up))
    within = [at for at, line in enumerate(lines) if route[line.box.index][0]]
    return route, within[0] if within else 0, within[-1] if within else len(lines)


def _inside(boxes: Sequence[Box], outer: Box) -> list[float]:
    found: list[float] = []
    for box in boxes:
        found.append(float(box is outer or (box.parent is not None and found[box.parent.index] > 0)))
    return found


def _key(box: Box) -> tuple[str, str, str]:
    return (box.tag, box.mark, box.parent.tag if box.parent is not None else "")


def _groups(lines: Sequence[Line], measures: Sequence[Measures]) -> dict[tuple[str, str, str], list[float]]:
    """Lines whose box has the same tag, class and parent's tag: lines, words, linked, characters, worth."""
    groups: dict[tuple[str, str, str], list[float]] = {}
    for line, measure in zip(lines, measures, strict=True):
        group = groups.setdefault(_key(line.box), [0.0, 0.0, 0.0, 0.0, 0.0])
        group[0] += 1
        group[1] += measure.words
        group[2] += line.linked
        group[3] += len(line.text)
        group[4] += measure.worth
    return groups
