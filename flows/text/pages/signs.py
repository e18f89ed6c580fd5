"""What else a line shows: words of action, the page's summary, and whether it is like what stands beside it."""

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from flows.text.pages.cues import MAX_WORDS
from flows.text.pages.measures import Measures
from flows.text.pages.walk import Box, Line

KIN_NAMES = ("kin_lines", "kin_words", "kin_place", "branch_share", "branch_lines", "branch_link", "branch_marked")
WORD_NAMES = ("action", "summary", "is_summary", "rights_sign")
NAMES = (*WORD_NAMES, *KIN_NAMES)
"""Names of the numbers of a line's row, in their order."""

_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _action() -> frozenset[str]:
    """Words for what a site wants its reader to do."""
    said = tomllib.loads(files("flows.text.pages").joinpath("cues.toml").read_text("utf-8"))
    return frozenset(said["words"]["action"])


def summary_words(summary: str) -> tuple[str, frozenset[str]]:
    """A page's summary of itself in the form that lines are compared with."""
    words = _WORD.findall(summary.lower())
    return " ".join(words), frozenset(words)


def word_row(text: str, words: int, summary: tuple[str, frozenset[str]]) -> tuple[float, ...]:
    """A row of `WORD_NAMES` for a line."""
    if words > 2 * MAX_WORDS:
        return (0.0,) * len(WORD_NAMES)
    found = _WORD.findall(text.lower())
    count = len(found) or 1
    share = len(summary[1].intersection(found)) / len(set(found)) if found and summary[1] else 0.0
    joined = " ".join(found) if share > 0.8 and count > 3 else ""
    return (
        len(_action().intersection(found)) / count, share,
        bool(joined) and (joined in summary[0] or summary[0].startswith(joined[:100])),
        "©" in text or "®" in text,
    )  # fmt: skip


def kin_rows(lines: Sequence[Line], boxes: Sequence[Box], measures: Measures, best: Box) -> list[tuple[float, ...]]:
    """A row of `KIN_NAMES` for each line: its like in the box around it, and the branch of the best box it is in."""
    kin: dict[tuple[int, str, str], list[int]] = {}
    around: dict[int, list[int]] = {}
    keys = []
    for line, words in zip(lines, measures.words, strict=True):
        box = line.box
        up = box.parent.index if box.parent is not None else 0
        key = (up, box.tag, box.mark)
        keys.append(key)
        own, whole = kin.get(key), around.get(up)
        if own is None:
            own = kin[key] = [0, 0]
        if whole is None:
            whole = around[up] = [0, 0, 0]
        own[0] += 1
        own[1] += words
        whole[0] += 1
        whole[1] += words
    branches = _branches(boxes, best)
    rows: list[tuple[float, ...]] = []
    for line, key in zip(lines, keys, strict=True):
        own, whole, branch = kin[key], around[key[0]], branches[line.box.index]
        whole[2] += 1
        row = (own[0] / whole[0], own[1] / (whole[1] or 1), whole[2] / whole[0])
        if branch is None:
            rows.append((*row, -1.0, 0.0, 0.0, 0.0))
        else:
            rows.append(
                (*row, branch.words / (best.words or 1), branch.lines, branch.linked / (branch.chars or 1),
                 len(branch.mark) > 1)
            )  # fmt: skip
    return rows


def _branches(boxes: Sequence[Box], best: Box) -> list[Box | None]:
    """For each box the child of the best one that it is or stands in."""
    found: list[Box | None] = []
    for box in boxes:
        parent = box.parent
        found.append(box if parent is best else found[parent.index] if parent is not None else None)
    return found
