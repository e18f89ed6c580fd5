"""What two ways of making documents into rows differ in: mentions gained, lost, relabelled; entities merged, split.

Pure. Mentions are paired where they stand when the text is the same, else in the order in which they come, by what they
say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from db.records import ArticleRow, KeptMention, MentionRow

Kind = Literal["gained", "lost", "relabelled", "moved", "tied otherwise"]
"""What became of a mention. `moved` has other ends; `tied otherwise` refers to another entity."""

KINDS: tuple[Kind, ...] = ("gained", "lost", "relabelled", "moved", "tied otherwise")
MOST_EXAMPLES = 8
"""Examples of each kind that are kept."""


@dataclass(frozen=True, slots=True)
class Side:
    """An article's title, body and mentions, as one way makes them or as they stood after a run."""

    text: tuple[str | None, str]
    mentions: tuple[KeptMention, ...]

    @classmethod
    def of(cls, article: ArticleRow, mentions: Iterable[MentionRow]) -> "Side":
        """Of the rows of an article."""
        return cls((article.title, article.body), tuple(map(KeptMention.of, mentions)))


@dataclass(frozen=True, slots=True)
class Change:
    """A mention that one side alone has, or that both have but not alike; `before` and `after` say it in words."""

    kind: Kind
    uri: str
    before: str
    after: str


@dataclass(slots=True)
class Comparison:
    """Counts and examples over many documents. `_after` holds which entities each entity's mentions go to."""

    documents: int = 0
    failed: int = 0
    texts_changed: int = 0
    same_mentions: int = 0
    counts: Counter[Kind] = field(default_factory=Counter)
    examples: defaultdict[Kind, list[Change]] = field(default_factory=lambda: defaultdict(list))
    _after: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add_either(self, uri: str, before: Side | None, after: Side | None) -> None:
        """Count a document in, or as failed when one way could not make it."""
        if before is not None and after is not None:
            self.add(uri, before, after)
        else:
            self.failed += 1

    def add(self, uri: str, before: Side, after: Side) -> list[Change]:
        """Count a document in; what changed in it."""
        self.documents += 1
        self.texts_changed += before.text != after.text
        pairs = paired(before, after)
        changes = [change for old, new in pairs if (change := _change(uri, old, new))]
        self.same_mentions += len(pairs) - len(changes)
        for change in changes:
            self.counts[change.kind] += 1
            if len(self.examples[change.kind]) < MOST_EXAMPLES:
                self.examples[change.kind].append(change)
        for old, new in pairs:
            if old and new and old.entity and new.entity:
                self._after[old.entity][new.entity] += 1
        return changes

    def split(self) -> list[tuple[str, list[str]]]:
        """Entities whose mentions now refer to several, with these; the most mentioned first."""
        return [(old, _by_count(new)) for old, new in _ordered(self._after) if len(new) > 1]

    def merged(self) -> list[tuple[str, list[str]]]:
        """Entities to which mentions of several now refer, with these."""
        before: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for old, news in self._after.items():
            for new, number in news.items():
                before[new][old] += number
        return [(new, _by_count(old)) for new, old in _ordered(before) if len(old) > 1]


def paired(before: Side, after: Side) -> list[tuple[KeptMention | None, KeptMention | None]]:
    """Each mention of either side once, beside the other's of the same name."""
    if before.text == after.text:
        return _by_place(before.mentions, after.mentions)
    pairs: list[tuple[KeptMention | None, KeptMention | None]] = []
    ours, theirs = before.mentions, after.mentions
    matcher = SequenceMatcher(None, [m.text for m in ours], [m.text for m in theirs], autojunk=False)
    for tag, first, last, other_first, other_last in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(ours[first:last], theirs[other_first:other_last], strict=True)
        else:
            pairs += [(each, None) for each in ours[first:last]]
            pairs += [(None, each) for each in theirs[other_first:other_last]]
    return pairs


def _by_place(
    before: Sequence[KeptMention], after: Sequence[KeptMention]
) -> list[tuple[KeptMention | None, KeptMention | None]]:
    """Those that overlap are one; both sides are sorted and none overlaps another of its own side."""
    pairs: list[tuple[KeptMention | None, KeptMention | None]] = []
    i = j = 0
    while i < len(before) or j < len(after):
        old, new = before[i] if i < len(before) else None, after[j] if j < len(after) else None
        if old and new and _overlap(old, new):
            pairs.append((old, new))
            i, j = i + 1, j + 1
        elif new is None or (old is not None and _place(old) < _place(new)):
            pairs.append((old, None))
            i += 1
        else:
            pairs.append((None, new))
            j += 1
    return pairs


def _overlap(old: KeptMention, new: KeptMention) -> bool:
    return old.field == new.field and old.char_start < new.char_end and new.char_start < old.char_end


def _place(mention: KeptMention) -> tuple[str, int, int]:
    return mention.field, mention.char_start, mention.char_end


def _change(uri: str, old: KeptMention | None, new: KeptMention | None) -> Change | None:
    if old is None or new is None:
        return Change("lost" if new is None else "gained", uri, _told(old), _told(new))
    if old.label != new.label:
        return Change("relabelled", uri, _told(old), _told(new))
    if old.text != new.text:
        return Change("moved", uri, _told(old), _told(new))
    if old.entity != new.entity:
        return Change("tied otherwise", uri, f"{old.text} ({old.entity})", f"{new.text} ({new.entity})")
    return None


def _told(mention: KeptMention | None) -> str:
    return "" if mention is None else f"{mention.text} ({mention.label})"


def _ordered(groups: dict[str, Counter[str]]) -> Iterable[tuple[str, Counter[str]]]:
    return sorted(groups.items(), key=lambda each: (-each[1].total(), each[0]))


def _by_count(counted: Counter[str]) -> list[str]:
    return sorted(counted, key=lambda name: (-counted[name], name))
