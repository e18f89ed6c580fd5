"""Text → tokens as newswire's model knows them: words with their offsets, in runs that never cross a line end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_RUN = 200
"""Tokens after which a run is cut: at the next sentence end, or at twice as many anywhere."""

TOKEN = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"]+
  | [\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}
  | [@\#]\w+
  | (?:[^\W\d_]\.){2,8}
  | (?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Maj|Sgt|Capt|Adm|Prof|Rev|Hon|Jr|Sr|Inc|Corp|Co|Ltd|Bros|No|vs|Mt|Ft
      |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.(?![^\W\d_])
  | (?<!\w)[^\W\d_]\.(?=[ -]?[^\W\d_])
  | ['’ʼ`´][sS](?!\w)
  | [^\W\d_ʼ]+(?:['’ʼ`´](?![sS](?!\w))[^\W\d_ʼ]+|&[^\W\d_]+)*(?:\d\w*)?
  | \d+(?:[.,:/]\d+)*(?:[^\W\d_]\w*)?
  | \S
    """,
    re.VERBOSE,
)
ENDS = frozenset(".?!;")


PLAIN = str.maketrans("’‘ʼ´“”–—", "''''\"\"--")
"""Quotation marks and dashes of print → those of a typewriter."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of tokens that is tagged at one go: the words, and where each starts and ends in the text."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def runs(text: str) -> Iterator[Run]:
    """Yield the tokens of `text` line by line; a line without end is cut. Linear in the length of the text."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    line = text.find("\n") if "\n" in text else len(text)
    for match in TOKEN.finditer(text):
        start, end = match.span()
        if start > line or (len(words) >= LONGEST_RUN and (words[-1] in ENDS or len(words) >= 2 * LONGEST_RUN)):
            yield Run(words, starts, ends)
            words, starts, ends = [], [], []
            if start > line:
                line = text.find("\n", start)
                line = line if line >= 0 else len(text)
        words.append(match[0])
        starts.append(start)
        ends.append(end)
    yield Run(words, starts, ends)


def plain_runs(text: str) -> Iterator[Run]:
    """Yield the tokens of `text` with PLAIN marks, as most of what the model has learnt from has them."""
    backtick = "`" in text
    for run in runs(text):
        words = [word if word.isascii() else word.translate(PLAIN) for word in run.words]
        if backtick:  # an apostrophe within a word; one by itself opens a quotation, which the model knows
            words = [word.replace("`", "'") if len(word) > 1 else word for word in words]
        yield Run(words, run.starts, run.ends)
