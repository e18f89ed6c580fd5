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
_WORD = re.compile(r"\w+")
_OPENING = frozenset("\"'“„«‘")
_SHORT = 30
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "h2", "h3"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
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
_HEADING, _TITLE_SHARE = LINE.index("heading"), LINE.index("titleshare")
_MARKS = range(len(NAMES))
FEATURES = (*LINE, *SIDE, *BOX, *PLACE, *MARKS)
"""Names of a row's numbers, in their order."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What each line is by itself, one value a line: words, share of link, worth as a paragraph, copies before it."""

    words: list[int]
    links: list[float]
    worths: list[float]
    commas: list[int]
    copies: list[int]


def count_words(text: str) -> int:
    """Words parted by spaces; of scripts without them, two characters a word."""
    words = text.count(" ") + 1
    if words * 12 < len(text) and max(text[: 2 * WORTHY]) >= "\u3000":
        return max(words, len(text) // 2)
    return words


def features(
    lines: Sequence[Line], boxes: list[Box], titles: frozenset[str] = frozenset()
) -> list[list[float] | None]:
    """One row of `FEATURES` a line; `titles` are what the page calls itself, as `plain` leaves them.

    A line that is nothing but link, beside another such, outside the best container, gets no row: it is navigation,
    and half of all lines.
    """
    measures = _measures(lines)
    gather(lines, boxes, measures)
    best = max(boxes, key=lambda box: (box.score, -box.index))
    inside = _inside(boxes, best)
    wanted = _wanted(lines, measures, inside)
    marks = bits(boxes)
    spread: dict[tuple[int, int], list[float]] = {}
    held = _box_rows(boxes)
    own = _own_rows(lines, measures, titles, wanted)
    chains: dict[int, tuple[float, ...]] = {}
    places = _places(lines, boxes, measures, best, own)
    rows: list[list[float] | None] = []
    for at, (line, first, place) in enumerate(zip(lines, own, places, strict=True)):
        if not first or not place:
            rows.append(None)
            continue
        box = line.box
        pair = marks[box.index]
        if pair not in spread:
            spread[pair] = [float(mark >> at & 1) for mark in pair for at in _MARKS]
        up = box.parent or box
        chain = chains.get(up.index)
        if chain is None:
            grand = up.parent or up
            great = grand.parent or grand
            chain = chains[up.index] = (*held[up.index], *held[grand.index], *held[great.index])
        rows.append([*first, *_sides(lines, measures, at), *held[box.index], *chain, *place, *spread[pair]])
    return rows


def _wanted(lines: Sequence[Line], measures: Measures, inside: Sequence[float]) -> list[bool]:
    full = [link > 0.95 for link in measures.links]
    beside = zip([False, *full[:-1]], [*full[1:], False], strict=True)
    return [
        not (full[at] and (before or after) and not inside[line.box.index])
        for at, (line, (before, after)) in enumerate(zip(lines, beside, strict=True))
    ]


def plain(text: str) -> str:
    """The words of a text alone, to compare titles by."""
    return " ".join(_WORD.findall(text.lower()))


def _measures(lines: Sequence[Line]) -> Measures:
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


def _own_rows(
    lines: Sequence[Line], measures: Measures, titles: frozenset[str], wanted: Sequence[bool]
) -> list[tuple[float, ...]]:
    titled = set(max(titles, key=lambda title: (len(title), title), default="").split())
    rows: list[tuple[float, ...]] = []
    for at, line in enumerate(lines):
        if not wanted[at]:
            rows.append(())
            continue
        text = line.text
        size, words, copy = len(text), measures.words[at], measures.copies[at]
        first, last = text[0], text[-1]
        terminal = last in _TERMINAL or (last in _QUOTES and size > 1 and text[-2] in _TERMINAL)
        quoted = first in _OPENING
        share = title_share = upper = capital = digits = dated = is_title = 0.0
        if words < _SHORT:
            tokens = text.split()
            capital = sum([token[0].isupper() for token in tokens]) / len(tokens)
            upper = float(text.isupper())
            digits = len(_DIGITS.findall(text)) / size
            dated = float(_DATE.search(text) is not None) if digits else 0.0
            if titled:
                own = _WORD.findall(text.lower())
                common = len(titled.intersection(own))
                share, title_share = common / (len(set(own)) or 1), common / len(titled)
                is_title = float(share > 0.9 and " ".join(own) in titles)
        tag = line.box.tag
        rows.append((
            words, size, measures.links[at], line.links, line.bold / size, line.when != "", line.row, measures.commas[at],
            terminal, terminal and words > 4, upper, capital, digits, dated, "|" in text or "›" in text or "»" in text,
            not (quoted or first.isalnum()), "?" in text, last == ":", quoted, (size - words + 1) / words, share,
            title_share, copy if size > WORTHY else min(copy, 3) / 10, tag in HEADINGS, line.images, is_title,
        ))  # fmt: skip
    return rows


def gather(lines: Sequence[Line], boxes: Sequence[Box], measures: Measures) -> None:
    """Add up lines in their boxes and in all around them; a box's `score` is the paragraph text close below it."""
    for at, line in enumerate(lines):
        box = line.box
        box.lines += 1
        box.words += measures.words[at]
        box.chars += len(line.text)
        box.linked += line.linked
        box.commas += measures.commas[at]
        value = measures.worths[at]
        holder: Box | None = box.parent if box.tag in _PARAGRAPHS else box
        if value:
            for share in (1.0, 0.6, 0.3):
                if holder is None:
                    break
                holder.score += value * share
                holder = holder.parent
    for box in reversed(boxes):
        parent = box.parent
        if parent is not None:
            parent.images += box.images
            if box.lines:
                parent.lines += box.lines
                parent.words += box.words
                parent.chars += box.chars
                parent.linked += box.linked
                parent.commas += box.commas


def _sides(lines: Sequence[Line], measures: Measures, at: int) -> list[float]:
    box, count = lines[at].box, len(lines)
    parent, tag = box.parent, box.tag
    row: list[float] = []
    for side in _SIDES:
        other = at + side
        if 0 <= other < count:
            near = lines[other].box
            row += (measures.words[other], measures.links[other], near.parent is parent, near.tag == tag)
        else:
            row += (-1.0, 0.0, 0.0, 0.0)
    return row


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


def _places(
    lines: Sequence[Line], boxes: Sequence[Box], measures: Measures, best: Box, own: Sequence[tuple[float, ...]]
) -> list[tuple[float, ...]]:
    count, words = len(lines), boxes[0].words or 1
    sums = list(accumulate(measures.worths, initial=0.0))
    runs = list(accumulate((n * (1 - link) for n, link in zip(measures.words, measures.links, strict=True)), initial=0.0))
    total = sums[-1] or 1.0
    route, first, last = _beside(lines, boxes, best)
    groups = _groups(lines, measures)
    second = max((box for box in boxes if not route[box.index][0]), key=lambda box: (box.score, -box.index), default=best)
    seconds = _inside(boxes, second)
    best_share, best_link = best.words / words, best.linked / (best.chars or 1)
    until = _until_worthy(measures)
    since_heading = since_worthy = after_title = 99.0
    rows: list[tuple[float, ...]] = []
    for at, (line, row) in enumerate(zip(lines, own, strict=True)):
        if not row:
            since_heading, after_title, since_worthy = since_heading + 1, after_title + 1, since_worthy + 1
            rows.append(())
            continue
        box = line.box
        since_heading = 0.0 if row[_HEADING] else since_heading + 1
        after_title = 0.0 if row[_TITLE_SHARE] > 0.6 and row[_TITLE_SHARE + 1] > 0.6 else after_title + 1
        group = groups[group_key(box)]
        inside, below, up = route[box.index]
        start, end = max(0, at - 4), min(count, at + 5)
        rows.append((
            at, at / count, count, words, total, sums[at] / total, (total - sums[at + 1]) / total, at - first, last - at,
            inside, best_share, best_link, below, up, box.depth, group[0], group[1], group[2] / (group[3] or 1),
            group[1] / words, group[4] / total, seconds[box.index], since_heading,
            (runs[end] - runs[start]) / (end - start), since_worthy, until[at], after_title,
        ))  # fmt: skip
        since_worthy = 0.0 if measures.worths[at] else since_worthy + 1
    return rows


def _until_worthy(measures: Measures) -> list[float]:
    found, until = [], 99.0
    for worth in reversed(measures.worths):
        found.append(until)
        until = 0.0 if worth else until + 1
    return found[::-1]


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


def group_key(box: Box) -> tuple[str, str, str]:
    """What lines made by the same template share."""
    return (box.tag, box.mark, box.parent.tag if box.parent is not None else "")


def _groups(lines: Sequence[Line], measures: Measures) -> dict[tuple[str, str, str], list[float]]:
    """Lines whose box has the same tag, class and parent's tag: lines, words, linked, characters, worth."""
    groups: dict[tuple[str, str, str], list[float]] = {}
    for at, line in enumerate(lines):
        key = group_key(line.box)
        group = groups.get(key)
        if group is None:
            group = groups[key] = [0.0, 0.0, 0.0, 0.0, 0.0]
        group[0] += 1
        group[1] += measures.words[at]
        group[2] += line.linked
        group[3] += len(line.text)
        group[4] += measures.worths[at]
    return groups
