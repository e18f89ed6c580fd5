"""Title and subtitle of a plain text, from its first lines.

A wrong title is worse than none: a text whose first line reads like a sentence or a paragraph has no title.
"""

from collections.abc import Sequence

from flows.text.datelines import read_dateline
from flows.text.headline.first_lines import title_first, title_given
from flows.text.headline.flattened import leads, read_page_headline
from flows.text.headline.found import ABOVE, HEAD, REPEATED, SUFFIX, Headline, as_title
from flows.text.headline.looks import is_above_title, is_subtitle
from flows.text.normalise import Look, look_at, paragraph
from flows.text.papers import is_paper
from flows.text.records import Block
from flows.text.slugs import fold

__all__ = ["Headline", "read_headline", "read_page_headline"]


def read_headline(text: str, blocks: Sequence[Block], given: str | None = None, look: Look | None = None) -> Headline:
    """Find title, copies of it, subtitle and dateline among the first kept blocks of role `body`.

    `given` is a title that a record brings: it is the title, and a line that repeats it is marked as title. `look` is
    a look at the text, where there was one.
    """
    made = list(blocks)
    top = made[: 2 * HEAD]
    lines = _lines(text, top, look or look_at(text))
    head, paper = list(lines), None
    if not given and is_above_title(lines):
        first, *head = head
        made[first] = Block(made[first].raw_start, made[first].raw_end, "navigation", False, ABOVE)
        above = lines.pop(first)
        paper = above if is_paper(above) else None
    title, site, marked = title_given(lines, given) if given else title_first(lines, lambda: leads(text, made, head[0]))
    for position, index in enumerate(marked):
        repeated = position > 0 and fold(lines[index]) in {fold(lines[marked[0]]), fold(title or "")}
        made[index] = as_title(made[index], not repeated, REPEATED if repeated else None)
    rest = [i for i in head if i not in marked] if marked else head
    subtitle = None
    if title and marked and rest and rest[0] < marked[-1] + 3 and is_subtitle([lines[i] for i in rest], top):
        subtitle = lines[rest[0]]
        made[rest[0]] = Block(made[rest[0]].raw_start, made[rest[0]].raw_end, "subtitle", True)
        rest = rest[1:]
    dateline = None
    for i in rest[:3]:
        if dateline := read_dateline(text, made[i]):
            break
    return Headline(tuple(made), title, subtitle, dateline, site or paper, SUFFIX if site else ABOVE)


def _lines(text: str, blocks: Sequence[Block], look: Look) -> dict[int, str]:
    """The first kept blocks of role `body` as one line each, by the block's number."""
    made: dict[int, str] = {}
    mends, rough, _ = look
    for number, (start, end, role, kept, _, _, _, _) in enumerate(blocks):
        if kept and role == "body":
            line = text[start:end].strip()
            as_it_is = "\n" not in line and not (rough and any(map(line.__contains__, rough)))
            made[number] = line if as_it_is else paragraph(text[start:end], mends)[0]
            if len(made) == HEAD:
                break
    return made
