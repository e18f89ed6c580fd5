"""The title among the first lines of an article: given by a record, or the first line itself."""

from collections.abc import Callable, Sequence

from flows.text.headline.looks import ends, is_paragraph, is_title, parted
from flows.text.normalise import paragraph
from flows.text.papers import is_paper
from flows.text.slugs import fold

_SLACK = 20  # characters by which copies of a title may differ in length

Found = tuple[str | None, str | None, list[int]]
"""A title, the site that its suffix names, and the lines that make it up or repeat it."""


def title_given(lines: dict[int, str], given: str) -> Found:
    """A title that a record brings, and the lines that say it."""
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


def title_first(lines: dict[int, str], above: Callable[[], bool]) -> Found:
    """The first line as title, its site's name apart, and the lines that make it up or repeat it.

    It must stand above a paragraph, among these lines or (`above`) below them.
    """
    if not lines:
        return None, None, []
    order = list(lines)
    first, *rest = lines.values()
    if not is_title(first) or not (any(map(is_paragraph, rest)) or above()):
        return None, None, []
    title, site = first, None
    bare, behind = parted(first)
    if behind and (_repeats(fold(bare), rest) or is_paper(behind)):
        title, site = bare, behind
    marked = [order[0]]
    beside = order[1:] and order[1] == order[0] + 1
    if beside and len(rest) > 1 and rest[0][:1].islower() and not ends(rest[0]) and len(title) + len(rest[0]) < 200:
        title = f"{title} {rest[0]}"
        marked.append(order[1])
    least, most = min(len(title), len(first)) - _SLACK, len(first) + _SLACK
    if like := [
        i for i in order[1:] if least <= len(lines[i]) < most and i not in marked and _may_begin(lines[i], title)
    ]:
        wanted = {fold(title), fold(first)}
        marked += [i for i in like if fold(lines[i]) in wanted]
    return title, site, marked


def _repeats(folded: str, lines: Sequence[str]) -> bool:
    """Whether one of the lines is `folded` once it is folded; what a line has of ASCII, folding leaves."""
    short = [line for line in lines if len(line.encode("ascii", "ignore").translate(None, b" ")) <= len(folded)]
    return folded in map(fold, short)


def _may_begin(line: str, title: str) -> bool:
    """Whether two lines could be equal once folded, by a look at their first letters."""
    one, other = line[:1], title[:1]
    return one.lower() == other.lower() or not (one + other).isalpha() or not (one + other).isascii()
