"""Files of numbered documents ("1 of 20 DOCUMENTS"), or of such as "End of Document" closes, with labels in words.

Both are what LexisNexis has given out: the first its Academic interface, the second Nexis Uni (saved as text from a
word processor). What parts documents, and the labels around them, is as the R package LexisNexisTools has it
(`lnt_read`).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from flows.text.press_exports.nexis_labels import NUMBER, closing, is_body, is_closing, is_heading, is_labelled, opening
from flows.text.press_exports.parsed import Line, Parsed, lines_of

_NUMBER = re.compile(rf"^[ \t\f]*{NUMBER}[ \t\r]*$", re.MULTILINE)
_END = re.compile(r"^[ \t]*End of Document[ \t\r]*$", re.MULTILINE)
_LABELS = re.compile(r"^(?:length|load-date):", re.IGNORECASE | re.MULTILINE)
_MOST = 40
"""Paragraphs of a head or a tail, at most."""

Group = list[Line]


def is_here(text: str) -> bool:
    """Whether a file has numbered or closed documents, and a label of theirs."""
    if "DOCUMENT" not in text and "End of Document" not in text:
        return False
    return (_NUMBER.search(text) or _END.search(text)) is not None and _LABELS.search(text) is not None


def documents(text: str) -> list[tuple[int, int]]:
    """A document begins with its number, or behind the line that ends the one before; what is blank goes with it."""
    numbers = [found.start() for found in _NUMBER.finditer(text)]
    starts = [0, *(numbers[1:] if numbers else (found.end() for found in _END.finditer(text)))]
    filled = [start for start, end in pairwise([*starts, len(text)]) if start == 0 or text[start:end].strip()]
    return list(pairwise([*filled, len(text)]))


def parse(text: str) -> Parsed:
    """The fields of the head, and as text what stands between head and tail."""
    groups = list(_paragraphs(text))
    head = _head_size(groups)
    tail = len(groups) - _tail_size(groups[head:][-_MOST:])
    start, end = (groups[at][0].start if at < len(groups) else len(text) for at in (head, tail))
    pieces, fields = opening([line for group in groups[:head] for line in group])
    return Parsed(fields, start, end, (*pieces, *closing(groups[tail:])))


def _paragraphs(text: str) -> Iterator[Group]:
    """Lines in a row, the blank ones behind them included; the word "Body" is a paragraph, whatever follows."""
    group: Group = []
    for line in lines_of(text):
        if group and line.words and (not group[-1].words or is_body(group[-1])):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _head_size(groups: Sequence[Group]) -> int:
    """Paragraphs up to the word "Body", or else up to the first that has no label behind one that has; 0 without."""
    head = groups[:_MOST]
    said = next((number for number, group in enumerate(head, 1) if any(map(is_body, group))), None)
    if said is not None:
        return said
    first = next((number for number, group in enumerate(head) if is_labelled(group)), len(head))
    labelled = sum(1 for _ in takewhile(is_labelled, head[first:]))
    return first + labelled if labelled else 0


def _tail_size(behind: Sequence[Group]) -> int:
    """Paragraphs at the end that are of the tail: from a heading of it on, or as many as have a label of it."""
    headed = next((number for number, group in enumerate(behind) if is_heading(group[0])), len(behind))
    labelled = sum(1 for _ in takewhile(is_closing, reversed(behind[:headed])))
    return len(behind) - headed + labelled
