"""Words in capitals side by side, seen as one: `Kenya` is something else where the stretch ends in `National Union`.

A window of five words does not reach from one end of a long name to the other; these features do.
"""

from collections.abc import Iterator, Sequence

from flows.text.recognisers.newswire_words import Word

JOINING = frozenset(["of", "the", "for", "de", "du", "la", "di", "del", "der", "des", "&"])
"""Words in small letters that may stand inside a name, at most two side by side."""

LONGEST = 9
"""Words of a stretch; a longer one is a headline or a list, and no name."""


def stretch_features(row: Sequence[Word]) -> dict[int, list[str]]:
    """Return features by position for the words of each stretch of two words or more.

    `row` has two edges at each end; positions are counted without them. Linear in its length.
    """
    found: dict[int, list[str]] = {}
    for start, end in _stretches(row):
        if 1 < end - start <= LONGEST:
            common = _common(row[start - 1], row[start], row[end - 1], row[end])
            last = row[end - 1].lower
            for at in range(start, end):
                before, behind = at - start, end - 1 - at
                place = f"rn={min(end - start, 6)}|{min(before, 3)}|{min(behind, 3)}"
                found[at - 2] = [*common, place, f"rp={last}|{behind}"]
    return found


def _stretches(row: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield half-open ranges of capitals and what joins them."""
    at, stop = 2, len(row) - 2
    while at < stop:
        start = at
        while at < stop and (step := _step(row, at, stop, at > start)):
            at += step
        if at > start:
            yield start, at
        else:
            at += 1


def _step(row: Sequence[Word], at: int, stop: int, inside: bool) -> int:
    """Return how many words the stretch grows by: a capital, with up to two joining words before it; or none."""
    for joining in range(3 if inside else 1):
        if at + joining >= stop:
            return 0
        if row[at + joining].capital:
            return joining + 1
        if row[at + joining].text not in JOINING:
            return 0
    return 0


def _common(before: Word, first: Word, last: Word, after: Word) -> list[str]:
    return [
        f"rh={last.lower}", f"rm={last.middle}", f"rb={before.lower}", f"ra={after.lower}", f"rbm={before.middle}",
        f"ram={after.middle}", f"rf={first.lower}", f"rc={last.coarse}|{after.coarse}",
        *(f"rl={one}" for one in last.lists),
    ]  # fmt: skip
