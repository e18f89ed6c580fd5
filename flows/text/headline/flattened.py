"""The title of a page that somebody saved as text, menus and all."""

import re
from collections.abc import Mapping, Sequence

from flows.text.headline.found import DATED, HEAD, REPEATED, Headline, as_title
from flows.text.headline.looks import TITLE_WORDS, WORDS, is_paragraph, is_title, parted
from flows.text.normalise import paragraph
from flows.text.records import Block
from flows.text.slugs import fold

_FURNITURE = 14  # blocks below the head of a text among which the first paragraph may be
_MOST_STUBS = 8  # lines that no rule knows between the title of a page and its first paragraph: a menu has more
_UNDECIDED = (None, "line-model")  # what a block's rule is that no rule of the text decided
_WORD = re.compile(r"\b[^\W\d_]\S*")


def read_page_headline(text: str, blocks: Sequence[Block], given: str | None = None) -> Headline:
    """The title of a flattened page whose lines are judged already: a line above the article that stands twice.

    Pages open with their title and the site's name, and show the title again above the text. Where none does, the
    first line is the title if no menu but only a byline or a time of publication and a few lines part it from the
    first paragraph. `given` is a title that a record brings.
    """
    made = list(blocks)
    first = next((i for i, block in enumerate(made) if block.kept and block.role == "body"), 0)
    near = range(max(0, first - 3 * HEAD), min(len(made), first + 3))
    lines = {i: paragraph(_raw(text, made[i]))[0] for i in {*range(min(3, len(made))), *near}}
    undated = [lines[i] for i in sorted(lines) if made[i].role not in DATED]
    title, site = (paragraph(given)[0], None) if given else _twice(undated)
    if title:
        wanted = fold(title)
        for i in [i for i in sorted(lines) if made[i].kept and made[i].role == "body" and fold(lines[i]) == wanted]:
            made[i] = as_title(made[i], False, REPEATED)
    elif (at := _top(text, made, lines)) is not None:
        title, made[at] = lines[at], as_title(made[at], True, None)
    return Headline(tuple(made), title or None, site=site)


def _top(text: str, blocks: Sequence[Block], lines: Mapping[int, str]) -> int | None:
    """Which line is the title: the first, or the one below a site's or section's name; null where it leads nothing."""
    undecided = [i for i in sorted(lines) if blocks[i].rule in _UNDECIDED][:2]
    at = next((i for i in undecided if len(lines[i].split()) >= WORDS.start), None)
    if at is None or not is_title(lines[at]) or parted(lines[at])[1] or not leads(text, blocks, at):
        return None
    return at


def leads(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Whether the line `at` stands above an article rather than above a page's menu or the name of a site.

    A byline or a time of publication is near, no other line could be the title but one right below (a subtitle), and
    then comes a paragraph.
    """
    below = blocks[at + 1 : at + 2 * HEAD + _FURNITURE]
    lines = [paragraph(_raw(text, block))[0] for block in below]
    end = next((i for i, block in enumerate(below) if block.kept and is_paragraph(lines[i])), 0)
    dated = next((i for i, block in enumerate(below[:end]) if block.role in DATED), None)
    unknown = [i for i, block in enumerate(below[:end]) if block.rule in _UNDECIDED]
    if dated is None or len(unknown) > _MOST_STUBS:
        return False
    return not any(0 < i < dated and len(_WORD.findall(lines[i])) > TITLE_WORDS for i in unknown)


def _twice(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """The first title-like line that a later one repeats, its site's name apart."""
    folded = [fold(line) for line in lines]
    for i, line in enumerate(lines):
        bare, site = parted(line)
        if len(bare.split()) >= TITLE_WORDS and is_title(bare) and fold(bare) in folded[i + 1 :]:
            return bare, site
    return None, None


def _raw(text: str, block: Block) -> str:
    return text[block.raw_start : block.raw_end]
