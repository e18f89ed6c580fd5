"""Notices known as text, on what the model kept of a page: the rules of `boilerplate.toml`, and what they read."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from flows.text import boilerplate
from flows.text.boilerplate import Applied, Finding
from flows.text.boilerplate.rules import RuleSet
from flows.text.pages.said import Said
from flows.text.records import Block

_READ = frozenset({"body", "subheading"})
UNNAMED = "und"
"""Stands for every language that no rule names (the code for "undetermined" of ISO 639-2)."""


def by_rules(text: str, blocks: Sequence[Block], source: str | None, language: str | None, rules: RuleSet) -> Applied:
    """Run the rules over the kept paragraphs, head and tail counted among those; the blocks tile the text again."""
    kept = [block for block in blocks if block.kept and block.role in _READ and _has_words(text, block)]
    sources, languages = _bound(rules)
    ruled = boilerplate.apply(
        text,
        [block._replace(role="body") for block in kept],
        source=source if source in sources else None,
        language=language if language is None or language in languages else UNNAMED,
        rules=rules,
    )
    ours = {block.raw_start: block for block in kept}
    rest = [block for block in blocks if block.raw_start not in ours]
    return Applied(tuple(sorted([*rest, *_signed(ruled.blocks, ours)], key=_start)), ruled.findings)


def add_findings(said: Said, findings: Sequence[Finding]) -> None:
    """Offer what rules read out of notices, for fields about which the page says nothing else."""
    for finding in findings:
        if finding.what in ("published", "modified"):
            said.offer_time(finding.what, finding.value, finding.rule)
        elif finding.what in ("author", "source"):
            said.offer("byline" if finding.what == "author" else "publisher", finding.value, finding.rule)


def _signed(pieces: Sequence[Block], ours: Mapping[int, Block]) -> Iterator[Block]:
    """Pieces that a rule left over keep role, rule and score of the block they were cut from."""
    whole: Block | None = None
    for piece in pieces:
        whole = ours.get(piece.raw_start, whole)
        if whole is not None and piece.rule in (None, whole.rule):
            piece = piece._replace(role=whole.role, rule=whole.rule, score=whole.score)
        yield piece


@lru_cache(maxsize=4)
def _bound(rules: RuleSet) -> tuple[frozenset[str], frozenset[str]]:
    """Sources and languages that some rule is bound to: all others are alike to the rules, and share their tables."""
    every = rules.rules.values()
    return frozenset(r.source for r in every if r.source), frozenset(code for r in every for code in r.languages)


def _has_words(text: str, block: Block) -> bool:
    """Whether there is a letter or digit in it: a line of stars between sections is the author's."""
    return any(map(str.isalnum, text[block.raw_start : block.raw_end]))


def _start(block: Block) -> int:
    return block.raw_start
