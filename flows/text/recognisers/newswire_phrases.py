"""Well-known names of one word or more, found in a run of words: the longest that starts at a place counts."""

from collections.abc import Mapping, Sequence


class Phrases:
    """Known names → their kinds (`ORG`, `LOC`, or `LOC/ORG` where a name is both)."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        """Keep the table; a name is its words, parted by spaces."""
        self._kinds = kinds
        self._longest: dict[str, int] = {}
        for name in kinds:
            first, spaces = name.partition(" ")[0], name.count(" ")
            if spaces >= self._longest.get(first, 0):
                self._longest[first] = spaces + 1

    def features(self, words: Sequence[str]) -> dict[int, list[str]]:
        """Return features by position: of the words of known names, and of the words beside one."""
        marks = self._marks(words)
        found = {at: [f"g={mark}"] for at, mark in marks.items()}
        for at, mark in marks.items():
            if mark[0] == "B" and at:
                found.setdefault(at - 1, []).append(f"g+={mark}")
            if at + 1 not in marks and at + 1 < len(words):
                found.setdefault(at + 1, []).append(f"g-={mark}")
        return found

    def _marks(self, words: Sequence[str]) -> dict[int, str]:
        """Return `B1-KIND` for a name of one word, `B-KIND` and `I-KIND` for the words of a longer one."""
        marks: dict[int, str] = {}
        end = 0
        for at, word in enumerate(words):
            if at < end or word not in self._longest:
                continue
            for length in range(min(self._longest[word], len(words) - at), 0, -1):
                if kind := self._kinds.get(" ".join(words[at : at + length])):
                    end = at + length
                    marks[at] = f"B1-{kind}" if length == 1 else f"B-{kind}"
                    marks.update((inside, f"I-{kind}") for inside in range(at + 1, end))
                    break
        return marks
