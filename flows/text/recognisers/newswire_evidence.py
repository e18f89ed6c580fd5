"""What a document says of a word elsewhere: `Brookings` may stand bare here, and in `Brookings Institution` there."""

from collections.abc import Iterable, Sequence

TITLES = frozenset(
    {
        "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "president", "minister", "senator", "sen.", "rep.",
        "gov.", "governor", "mayor", "secretary", "judge", "justice", "general", "gen.", "colonel", "col.", "captain",
        "capt.", "sergeant", "prof.", "professor", "sir", "king", "queen", "prince", "princess", "pope", "chancellor",
        "lord", "lady", "ambassador", "coach", "congressman", "congresswoman", "chairman", "spokesman", "spokeswoman",
        "director",
    }
)  # fmt: skip
SPEECH = frozenset(
    {"said", "says", "told", "added", "asked", "argued", "wrote", "insisted", "warned", "replied", "noted", "explained"}
)
MOST_MARKS = 32
"""Of one word: more than any text that was learnt from gives it, and a bound for lists of a thousand Johns."""
INSIDE = frozenset({"in", "at", "near", "from"})


def evidence(runs: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """Return, for each capitalised word that stands more than once, marks of how it is used in all its places."""
    marks: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    lower: set[str] = set()
    for words in runs:
        _note(words, marks, counts, lower)
    found = {word: sorted(marks[word]) for word, n in counts.items() if n > 1}
    for word in marks:
        if word.lower() in lower:
            found[word] = [*found.get(word, ()), "d:lower"]
    return found


def _note(words: Sequence[str], marks: dict[str, set[str]], counts: dict[str, int], lower: set[str]) -> None:
    previous, run_start = "", -1
    last = len(words) - 1
    for at, word in enumerate(words):
        if not word[0].isupper():
            if word[0].islower():
                lower.add(word)
            previous, run_start = word, -1
            continue
        mine = marks.setdefault(word, set())
        counts[word] = counts.get(word, 0) + 1
        following = words[at + 1] if at < last else ""
        if run_start < 0:
            run_start = at
            if previous.lower() in INSIDE:
                mine.add("d:in")
            if previous[:1].islower():
                mine.add("d:mid")
        else:
            _add(mine, f"d:-{previous.lower()}")
        if previous.lower() in TITLES:
            mine.add("d:title")
        if following[:1].isupper():
            _add(mine, f"d:+{following.lower()}")
        elif following in SPEECH:
            mine.add("d:said")
        previous = word


def _add(marks: set[str], mark: str) -> None:
    if len(marks) < MOST_MARKS:
        marks.add(mark)
