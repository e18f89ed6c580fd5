"""Pointers: lines within an article that only lead to another page, or announce links that are gone."""

from collections.abc import Sequence
from typing import Final

from flows.text.pages.cues import opens_as
from flows.text.pages.walk import Line

LEADS_ON_RULE = "page-leads-on"
LONE_LINK_RULE = "page-lone-link"
ANNOUNCES_RULE = "page-announces-links"

MOST = 0.2
"""Share of the kept words from which lone links are what the page has to say."""

_LEADING: Final = 250
"""Characters of the longest line that only leads on to another story."""

_FEWEST, _ANNOUNCING = 4, 12
"""Words from which a linked line is a headline, and of the longest line that announces links."""

_SENTENCE_ENDS: Final = frozenset('.!?…。！？"”»’)]')


def leads_on(line: Line) -> bool:
    """Whether a line is a link to another story and says so: "Lesen Sie auch: …", "Lea más: …"."""
    size = len(line.text)
    return line.linked * 2 > size and size < _LEADING and not line.row and opens_as(line.text, "more")


def pointers(lines: Sequence[Line], scores: Sequence[float | None], threshold: float) -> dict[int, str]:
    """The lines that the model would keep although they only point elsewhere, with their rule.

    A paragraph that is nothing but the link of another story's headline, with no link beside it; a short line that
    ends in a colon above a link that does not stay.
    """
    kept = [at for at, score in enumerate(scores) if score is not None and score >= threshold]
    lone = [at for at in kept if _is_lone_link(lines, at)]
    words = sum(lines[at].text.count(" ") + 1 for at in kept)
    few = sum(lines[at].text.count(" ") + 1 for at in lone) < MOST * words
    found = dict.fromkeys(lone if few else (), LONE_LINK_RULE)
    staying = frozenset(kept)
    found |= {at: ANNOUNCES_RULE for at in kept if lines[at].text[-1] == ":" and _announces(lines, at, staying)}
    return found


def _is_lone_link(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    return (
        line.box.tag == "p"
        and line.linked * 10 >= len(line.text) * 9
        and line.text[-1] not in _SENTENCE_ENDS
        and line.text.count(" ") >= _FEWEST - 1
        and not any(_is_link(lines, beside) for beside in (at - 1, at + 1))
    )


def _announces(lines: Sequence[Line], at: int, staying: frozenset[int]) -> bool:
    line = lines[at]
    return (
        line.text.count(" ") < _ANNOUNCING
        and line.linked * 2 <= len(line.text)
        and not line.row
        and _is_link(lines, at + 1)
        and (at + 1 not in staying or leads_on(lines[at + 1]))
    )


def _is_link(lines: Sequence[Line], at: int) -> bool:
    return 0 <= at < len(lines) and lines[at].linked * 2 > len(lines[at].text)
