"""How a line opens, looked up in `cues.toml`: evidence that does not hang on the page's markup."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

LONGEST = 4
"""Words of the longest opening that is looked up."""

MAX_WORDS = 40
"""Lines of more words are paragraphs, whatever they open with."""

_OPENING = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
NAMES = ("more", "credit", "share", "offer", "edition", "person", "rights", "talk", "cue_words", "cue_colon")
"""Names of the numbers of a line's row, in their order: a flag a kind, words of the opening, a colon behind it."""

_NOTHING = (0.0,) * len(NAMES)


@lru_cache(maxsize=1)
def _openings() -> dict[str, tuple[int, ...]]:
    """Opening → places of its kinds in `NAMES`."""
    kinds = tomllib.loads(files("flows.text.pages").joinpath("cues.toml").read_text("utf-8"))
    found: dict[str, tuple[int, ...]] = {}
    for name in NAMES[:-2]:
        for opening in kinds[name]:
            words = " ".join(_OPENING.findall(opening))
            found[words] = (*found.get(words, ()), NAMES.index(name))
    return found


def cue_row(text: str, words: int) -> tuple[float, ...]:
    """A row of `NAMES` for a line: which kinds its longest known opening is of."""
    if words > MAX_WORDS:
        return _NOTHING
    opening = text[:80].lower()
    tokens = _OPENING.findall(opening)[:LONGEST]
    known = _openings()
    for count in range(len(tokens), 0, -1):
        kinds = known.get(" ".join(tokens[:count]))
        if kinds:
            row = [0.0] * len(NAMES)
            for at in kinds:
                row[at] = 1.0
            row[-2] = count
            row[-1] = float(":" in opening[: sum(map(len, tokens[:count])) + count + 2])
            return tuple(row)
    return _NOTHING


def opens_as(text: str, kind: str) -> bool:
    """Whether a line opens with words known for a kind of `NAMES`."""
    return cue_row(text, 0)[NAMES.index(kind)] > 0
