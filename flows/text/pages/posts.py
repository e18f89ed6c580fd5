"""A post quoted from a social network stays or goes whole: its lines share one score, their mean by words."""

import re
from collections.abc import Sequence
from itertools import groupby

from flows.text.pages.measures import count_words
from flows.text.pages.walk import Box, Line

_POST = re.compile(r"(?:^|\s)(?:twitter-tweet|instagram-media|tiktok-embed|fb-post|bluesky-embed)")
"""Class names that the networks' own code for embedding has (its blockquote stands there until a script runs)."""


def level_posts(lines: Sequence[Line], boxes: Sequence[Box], scores: Sequence[float | None]) -> list[float | None]:
    """The scores, those of each quoted post's lines made one; else the writer's name would go and the words stay."""
    level = list(scores)
    posts = _posts(boxes)
    if not any(posts):
        return level
    for post, run in groupby(range(len(lines)), key=lambda at: posts[lines[at].box.index]):
        held = [(at, count_words(lines[at].text)) for at in run if level[at] is not None]
        if post and held:
            mean = sum((level[at] or 0.0) * words for at, words in held) / sum(words for _, words in held)
            for at, _ in held:
                level[at] = mean
    return level


def _posts(boxes: Sequence[Box]) -> list[int]:
    """For each box the index of the quoted post it is or stands in; 0 (the root) where there is none."""
    found: list[int] = []
    for box in boxes:
        above = found[box.parent.index] if box.parent is not None else 0
        found.append(box.index if not above and box.tag == "blockquote" and _POST.search(box.mark) else above)
    return found
