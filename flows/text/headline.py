"""Title and subtitle of a plain text, from its first lines.

A wrong title is worse than none: a text whose first line reads like a sentence or a paragraph has no title.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from flows.text.authors import bare_author
from flows.text.datelines import Dateline, read_dateline
from flows.text.normalise import Look, look_at, paragraph
from flows.text.papers import is_paper
from flows.text.records import Block
from flows.text.slugs import fold

REPEATED = "repeated-title"
ABOVE = "above-title"
SUFFIX = "title-suffix"
_HEAD = 6  # blocks in which a title, its copies and a subtitle are looked for
_SMALL_WORDS = 4  # in lower case, by which a subtitle is told from a desk's or a writer's line
_FURNITURE = 14  # blocks below the head of a text among which the first paragraph may be
_DATED = ("timestamp", "byline")
_MOST_STUBS = 8  # lines that no rule knows between the title of a page and its first paragraph: a menu has more
_UNDECIDED = (None, "line-model")  # what a block's rule is that no rule of the text decided
_LONGEST = {"title": 170, "subtitle": 320}
_WORDS = range(3, 23)
_LONGEST_ABOVE = 30  # characters of a line above a title
_LOUD_WORDS = 14  # words of a title that ends with an exclamation or question mark
_PAGE_TITLE_WORDS = 4
_SLACK = 20  # characters by which copies of a title may differ in length
_PARAGRAPH = 60  # characters of a line that a title can stand above
_ENDS = tuple(".,;:。，、")
_CLOSERS = "'\"’”)]"
_ELLIPSIS = ("...", "…", "U.S.", "U.K.", "Jr.", "Sr.", "Inc.", "Co.", "Ltd.", "Corp.", "U.N.", "E.U.", "D.C.")
_SENTENCES = re.compile(r"[.!?]\s+[A-Z]")
_WORD = re.compile(r"\b[^\W\d_]\S*")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S")
_BULLET = re.compile(r"[-*•·–—]\s|\(?\d{1,2}[.)]\s")
_SUFFIX = re.compile(r"\s+[|–—-]\s+(?P<site>[^|–—]{2,40})\Z")

_SITE_MARKS = "|–—-"
_PARAGRAPH_END = re.compile("[.!?…。！？।:]['\"’”)\\]]*\\Z")
_NO_SUBTITLE_END = tuple(".!?,;:…。！？।\"'”’)")


class Headline(NamedTuple):
    """What the first lines say, and the blocks with their roles set.

    `site` is what a title's suffix or the line above it names, `author` a name that stands by itself below the title.
    A named tuple, as is all that is made once a text: a frozen dataclass takes four times as long to make.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    subtitle: str | None = None
    dateline: Dateline | None = None
    site: str | None = None
    site_basis: str = SUFFIX
    author: str | None = None


def read_headline(text: str, blocks: Sequence[Block], given: str | None = None, look: Look | None = None) -> Headline:
    """Find title, copies of it, subtitle and dateline among the first kept blocks of role `body`.

    `given` is a title that a record brings: it is the title, and a line that repeats it is marked as title. `look` is
    a look at the text, where there was one.
    """
    made = list(blocks)
    top = made[: 2 * _HEAD]
    lines = _lines(text, top, look or look_at(text))
    head, paper = list(lines), None
    if not given and _is_above_title(lines):
        first, *head = head
        made[first] = Block(made[first].raw_start, made[first].raw_end, "navigation", False, ABOVE)
        above = lines.pop(first)
        paper = above if is_paper(above) else None
    title, site, marked = _given(lines, given) if given else _first(lines, lambda: _leads(text, made, head[0]))
    for position, index in enumerate(marked):
        repeated = position > 0 and fold(lines[index]) in {fold(lines[marked[0]]), fold(title or "")}
        made[index] = _marked(made[index], not repeated, REPEATED if repeated else None)
    rest = [i for i in head if i not in marked] if marked else head
    subtitle = None
    if title and marked and rest and rest[0] < marked[-1] + 3 and _is_subtitle([lines[i] for i in rest], top):
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
            if len(made) == _HEAD:
                break
    return made


def read_page_headline(text: str, blocks: Sequence[Block], given: str | None = None) -> Headline:
    """The title of a flattened page whose lines are judged already: a line above the article that stands twice.

    Pages open with their title and the site's name, and show the title again above the text. Where none does, the
    first line is the title if no menu but only a byline or a time of publication and a few lines part it from the
    first paragraph. `given` is a title that a record brings.
    """
    made = list(blocks)
    first = next((i for i, block in enumerate(made) if block.kept and block.role == "body"), 0)
    near = range(max(0, first - 3 * _HEAD), min(len(made), first + 3))
    lines = {i: paragraph(_raw(text, made[i]))[0] for i in {*range(min(3, len(made))), *near}}
    undated = [lines[i] for i in sorted(lines) if made[i].role not in _DATED]
    title, site = (paragraph(given)[0], None) if given else _twice(undated)
    if title:
        wanted = fold(title)
        for i in [i for i in sorted(lines) if made[i].kept and made[i].role == "body" and fold(lines[i]) == wanted]:
            made[i] = _marked(made[i], False, REPEATED)
    elif (at := _top(text, made, lines)) is not None:
        title, made[at] = lines[at], _marked(made[at], True, None)
    return Headline(tuple(made), title or None, site=site)


def _top(text: str, blocks: Sequence[Block], lines: Mapping[int, str]) -> int | None:
    """Which line is the title: the first, or the one below a site's or section's name; null where it leads nothing."""
    undecided = [i for i in sorted(lines) if blocks[i].rule in _UNDECIDED][:2]
    at = next((i for i in undecided if len(lines[i].split()) >= _WORDS.start), None)
    if at is None or not _is_title(lines[at]) or _SUFFIX.search(lines[at]) or not _leads(text, blocks, at):
        return None
    return at


def _leads(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Whether the line `at` stands above an article rather than above a page's menu or the name of a site.

    A byline or a time of publication is near, no other line could be the title but one right below (a subtitle), and
    then comes a paragraph.
    """
    below = blocks[at + 1 : at + 2 * _HEAD + _FURNITURE]
    lines = [paragraph(_raw(text, block))[0] for block in below]
    end = next((i for i, block in enumerate(below) if block.kept and _is_paragraph(lines[i])), 0)
    dated = next((i for i, block in enumerate(below[:end]) if block.role in _DATED), None)
    unknown = [i for i, block in enumerate(below[:end]) if block.rule in _UNDECIDED]
    if dated is None or len(unknown) > _MOST_STUBS:
        return False
    return not any(0 < i < dated and len(_WORD.findall(lines[i])) > _PAGE_TITLE_WORDS for i in unknown)


def _twice(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """The first title-like line that a later one repeats, its site's name apart."""
    folded = [fold(line) for line in lines]
    for i, line in enumerate(lines):
        suffix = _SUFFIX.search(line)
        bare = line[: suffix.start()] if suffix else line
        if len(bare.split()) >= _PAGE_TITLE_WORDS and _is_title(bare) and fold(bare) in folded[i + 1 :]:
            return bare, suffix["site"] if suffix else None
    return None, None


def _raw(text: str, block: Block) -> str:
    return text[block.raw_start : block.raw_end]


def _marked(block: Block, kept: bool, rule: str | None) -> Block:
    return Block(block.raw_start, block.raw_end, "title", kept, rule)


def _given(lines: dict[int, str], given: str) -> tuple[str | None, str | None, list[int]]:
    title = paragraph(given)[0]
    wanted = fold(title).rstrip(".")
    same = [i for i, line in lines.items() if len(line) <= len(title) + 60 and _same(fold(line).rstrip("."), wanted)]
    return title or None, None, same


def _same(line: str, title: str) -> bool:
    """Equal, or the title with a site's name or a cut end."""
    if line == title:
        return True
    short, long = sorted((line, title), key=len)
    return (
        len(short) >= 20
        and long.startswith(short)
        and (len(long) - len(short) <= 5 or " " in long[len(short) - 1 :][:3])
    )


def _first(lines: dict[int, str], above: Callable[[], bool]) -> tuple[str | None, str | None, list[int]]:
    """The first line as title, its site's name apart, and the lines that make it up or repeat it.

    It must stand above a paragraph, among these lines or (`above`) below them.
    """
    if not lines:
        return None, None, []
    order = list(lines)
    first, *rest = lines.values()
    if not _is_title(first) or not (any(map(_is_paragraph, rest)) or above()):
        return None, None, []
    title, site = first, None
    if any(map(first.__contains__, _SITE_MARKS)) and (suffix := _SUFFIX.search(first)):
        bare = first[: suffix.start()]
        if _repeats(fold(bare), rest) or is_paper(suffix["site"]):
            title, site = bare, suffix["site"]
    marked = [order[0]]
    beside = order[1:] and order[1] == order[0] + 1
    if beside and len(rest) > 1 and rest[0][:1].islower() and not _ends(rest[0]) and len(title) + len(rest[0]) < 200:
        title = f"{title} {rest[0]}"
        marked.append(order[1])
    least, most = min(len(title), len(first)) - _SLACK, len(first) + _SLACK
    if like := [
        i for i in order[1:] if least <= len(lines[i]) < most and i not in marked and _may_begin(lines[i], title)
    ]:
        wanted = {fold(title), fold(first)}
        marked += [i for i in like if fold(lines[i]) in wanted]
    return title, site, marked


def _is_above_title(lines: dict[int, str]) -> bool:
    """Whether the first line is no title but a site's or a section's name above one."""
    first, *rest = [*lines.values()][:3] or [""]
    return (
        len(rest) > 1
        and len(first) <= _LONGEST_ABOVE
        and first[:1].isupper()
        and (len(first.split()) < _WORDS.start or is_paper(first))
        and first[-1:].isalpha()
        and len(rest[0].split()) >= _PAGE_TITLE_WORDS
        and _is_title(rest[0])
        and any(map(_is_paragraph, [*lines.values()][2:]))
    )


def _repeats(folded: str, lines: Sequence[str]) -> bool:
    """Whether one of the lines is `folded` once it is folded; what a line has of ASCII, folding leaves."""
    short = [line for line in lines if len(line.encode("ascii", "ignore").translate(None, b" ")) <= len(folded)]
    return folded in map(fold, short)


def _may_begin(line: str, title: str) -> bool:
    """Whether two lines could be equal once folded, by a look at their first letters."""
    one, other = line[:1], title[:1]
    return one.lower() == other.lower() or not (one + other).isalpha() or not (one + other).isascii()


def _is_title(line: str) -> bool:
    if len(line) > _LONGEST["title"]:
        return False
    words = line.split()
    letters = line[:1] if line[:1].isalpha() else next((char for char in line if char.isalpha()), "")
    wide = not line.isascii() and not letters.isupper() and not letters.islower()  # a script without case or spaces
    if len(words) not in _WORDS and not (wide and 4 <= len(line) <= 60):
        return False
    if (letters.islower() and not line[0].isdigit()) or _BULLET.match(line) or not letters:
        return False
    if line.endswith(("!", "?")) and len(words) > _LOUD_WORDS:
        return False
    if (
        len(_SENTENCES.findall(line)) > 1
        or (("." in line or "@" in line or "/" in line) and _ADDRESS.search(line))
        or (line.isupper() and "," in line and len(words) < 4)
    ):
        return False
    return not _ends(line) or line.endswith(_ELLIPSIS)


def _ends(line: str) -> bool:
    """Whether a line ends like a sentence or a part of one, closing marks apart."""
    return line.rstrip(_CLOSERS).endswith(_ENDS)


def _is_paragraph(line: str) -> bool:
    return len(line) >= _PARAGRAPH and _PARAGRAPH_END.search(line[-8:]) is not None


def _is_subtitle(rest: Sequence[str], top: Sequence[Block]) -> bool:
    """A line right below the title that ends like none, above a paragraph that does.

    In a text that is dated or signed at its `top`, unknown lines may stand between them where this one reads like a
    sentence without its stop.
    """
    line = rest[0]
    return (
        len(rest) > 1
        and 25 <= len(line) <= _LONGEST["subtitle"]
        and not line.endswith(_NO_SUBTITLE_END)
        and not line[:1].islower()
        and len(words := line.split()) >= 4
        and not _BULLET.match(line)
        and bare_author(line) is None
        and (
            _is_paragraph(rest[1])
            or (
                any(block.role in _DATED for block in top)
                and sum(word[0].islower() for word in words) >= _SMALL_WORDS
                and any(map(_is_paragraph, rest[2:]))
            )
        )
    )
