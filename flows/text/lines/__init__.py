"""The line model: which lines of a text without markup are the article.

For text that was a page before somebody saved it: menus, teasers and comments stand between the paragraphs, and no tag
tells them apart. Trees fitted by `benchmarks/fit_lines.py` give each block the probability of being article. A text
in which no rule found the furniture of a page, and that does not look like one, is not asked about at all.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from flows.text.forest import Forest
from flows.text.lines.features import rows
from flows.text.lines.second import second_rows
from flows.text.records import Block, Role

RULE = "line-model"
_FURNITURE: frozenset[Role] = frozenset(
    (
        *("share", "related", "subscription", "navigation", "advertisement", "comment", "consent", "paywall", "tags"),
        *("copyright", "timestamp"),
    )
)
_TERMINAL = (".", "!", "?", '."', '!"', '?"', ".”", "!”", "?”", ".'", ".’", ".)", "…", "。", "！", "？", "।", "»")
_STUB = 60  # characters below which a line without an end mark may be of a page's frame
_FIRST = 3  # lines at the head that a clean text may have before its first paragraph: title, byline, date
_TRAILING = 2  # stubs after the last paragraph that make a text suspect
_MOST_LINES = 3_000  # of a page (of 450 the longest has 1,977); a longer text is a list or a book
_PAGE_STUBS = 10
_PAGE_SHARE = 0.3
_PAGE_FURNITURE = 3
_KEEP = 0.55  # probability above which a line stays
_SURE = 0.3  # the same for a line that ends like a sentence, in a text that is no page


@dataclass(frozen=True, slots=True)
class LineModel:
    """Two forests: one judges each line by itself and its surroundings, one looks again at all those judgements."""

    first: Forest
    second: Forest

    def judge(self, lines: Sequence[str]) -> list[float]:
        """For each line of a text the probability that it is of the article."""
        features = rows(lines)
        chances = [self.first.probability(row) for row in features]
        return [self.second.probability(row) for row in second_rows(features, chances)]


def build(parameters: Mapping[str, Any]) -> LineModel:
    """The model of parameters as `benchmarks/fit_lines.py` makes them."""
    return LineModel(Forest(parameters["first"]), Forest(parameters["second"]))


@lru_cache(maxsize=1)
def our_model() -> LineModel:
    """The model in the package."""
    packed = resources.files("flows.text.lines").joinpath("lines_model.json.gz").read_bytes()
    return build(json.loads(gzip.decompress(packed)))


class Frame(NamedTuple):
    """What stands around the paragraphs of a text: `stubs` are lines without an end mark, of all its `lines`.

    `trailing` stubs close the text; `furniture` counts what rules found that pages have and articles have not.
    """

    stubs: int
    trailing: int
    lines: int
    furniture: int

    @property
    def is_there(self) -> bool:
        """Whether there is anything to ask the model about, and the text no longer than a page can be."""
        return self.lines <= _MOST_LINES and (self.furniture > 0 or self.trailing >= _TRAILING)

    @property
    def is_page(self) -> bool:
        """Whether the text is a flattened page, navigation and all, rather than a saved article or a list."""
        full = self.stubs >= _PAGE_STUBS and self.stubs >= _PAGE_SHARE * self.lines
        return full and self.lines <= _MOST_LINES and self.furniture >= _PAGE_FURNITURE


def frame_of(text: str, split: Sequence[Block], ruled: Sequence[Block]) -> Frame:
    """Look at the blocks before and after the rules; cheap, for it is done for every text.

    A single stub between two paragraphs is a subheading and does not count.
    """
    stubs = in_row = 0
    for start, end, _, _, _, _, _, _ in split[_FIRST:]:
        if end - start <= _STUB + 2 and _is_stub(text[start:end].rstrip()):
            in_row += 1
        else:
            stubs += in_row if in_row > 1 else 0
            in_row = 0
    furniture = len([block for block in ruled if block.rule is not None and block.role in _FURNITURE])
    return Frame(stubs + in_row, in_row, len(split), furniture)


def _is_stub(line: str) -> bool:
    return len(line) <= _STUB and not line.endswith(_TERMINAL)


def clean_lines(
    text: str, split: Sequence[Block], ruled: Sequence[Block], frame: Frame, model: LineModel | None = None
) -> list[Block]:
    """Remove what the model takes for no part of the article.

    `split` are the blocks before any rule, which the model sees; `ruled` the same after the rules. Only blocks of role
    `body` that are still kept can be removed; they carry the rule's name and their score. Outside a flattened page a
    line that ends like a sentence, or did before a rule cut its end off, must be judged with more certainty.
    """
    lines = [" ".join(text[block.raw_start : block.raw_end].split()) for block in split]
    scores = (model or our_model()).judge(lines)
    judged = iter(zip(split, lines, scores, strict=True))
    made: list[Block] = []
    block, line, score = next(judged)
    for one in ruled:
        while block.raw_end <= one.raw_start:
            block, line, score = next(judged)
        whole = line.endswith(_TERMINAL) or text[one.raw_start : one.raw_end].rstrip().endswith(_TERMINAL)
        least = _SURE if whole and not frame.is_page else _KEEP
        gone = one.kept and one.role == "body" and score < least
        made.append(Block(one.raw_start, one.raw_end, "other", False, RULE, round(score, 3)) if gone else one)
    return made
