"""Standing notices that the corpus shows, and decisions of people: what they change in an article.

Pure: who counts candidates over a source's stories, and keeps decisions, hands both in as plain data. Blocks keep their
borders through all of it, so the candidates of an article are the same before and after.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from flows.text.body import rebuild
from flows.text.fingerprints import digest, fingerprint, letters, reads_like_a_notice
from flows.text.records import BODY_ROLES, Article, Block

HEAD_BLOCKS = 3
TAIL_BLOCKS = 6
"""Blocks of the body at either end in which a notice may stand; never more than the first third and the last half."""

MOST_OF_BODY = 0.5
"""An article of which learned notices are more than this share keeps them: they are what it has to say."""

LEARNED, RESTORED = "learned:", "restored:"
"""How the rule of a block begins that a learned notice removed, or that a person put back."""

EVERY_RULE = "*"
_ROLES = frozenset({"body", "list"})
_LEAD, _TITLE = 300, 2000  # code points of the paragraph, or of a text without title, that tells stories apart


class Notice(NamedTuple):
    """A standing notice of some source: `place` is head or tail."""

    place: str
    fingerprint: str

    @property
    def rule(self) -> str:
        """Its name in the ledger."""
        return LEARNED + self.fingerprint


class Candidate(NamedTuple):
    """A block `[start, end)` of the article's text that may be a notice.

    `lead` tells its story apart from others; `sure` says that it reads like a notice, so that fewer stories will do.
    """

    notice: Notice
    start: int
    end: int
    lead: str
    sure: bool


def candidates(article: Article) -> tuple[Candidate, ...]:
    """The blocks near head and tail that would be notices if enough other stories had them; each notice once."""
    blocks = [block for block in article.blocks if _stood(block) and not _raw(article, block).isspace()]
    name = article.source.name if article.source else ""
    found: dict[Notice, Block] = {}
    for place, block in _edges(blocks):
        if block.role in _ROLES or _was(block, LEARNED):
            print_ = fingerprint(_raw(article, block), name)
            if print_ is not None:
                found.setdefault(Notice(place, print_), block)
    return tuple(
        Candidate(notice, b.raw_start, b.raw_end, _lead(article, blocks, b), reads_like_a_notice(_raw(article, b)))
        for notice, b in sorted(found.items(), key=lambda each: each[0])
    )


def title_hash(article: Article) -> str:
    """Equal for two articles under one headline, figures and dates apart; without one, for two of the same words."""
    return digest(letters(article.title or article.text[:_TITLE]))


def decided(
    article: Article,
    learned: Collection[tuple[str, str]] = (),
    restored: Collection[str] = (),
    found: Sequence[Candidate] | None = None,
) -> Article:
    """The article without what is `learned` of its source, and with what the rules named in `restored` removed.

    `article` comes straight from cleaning, and `found` are its candidates, where they are known already. An article is
    never emptied: see MOST_OF_BODY.
    """
    blocks: Sequence[Block] = article.blocks
    if learned and (gone := [c for c in (candidates(article) if found is None else found) if c.notice in learned]):
        blocks = _without(article, gone)
    if restored:
        blocks = [_put_back(block) if _is_restored(block, restored) else block for block in blocks]
    if blocks is article.blocks or tuple(blocks) == article.blocks:
        return article
    rebuilt = rebuild(article.text, blocks)
    return replace(article, blocks=rebuilt.blocks, body=rebuilt.body, repairs=rebuilt.repairs)


def _without(article: Article, notices: Sequence[Candidate]) -> Sequence[Block]:
    size = sum(candidate.end - candidate.start for candidate in notices)
    body = sum(b.raw_end - b.raw_start for b in article.blocks if b.kept and b.role in BODY_ROLES)
    if size > MOST_OF_BODY * body:
        return article.blocks
    rules = {candidate.start: candidate.notice.rule for candidate in notices}
    return [
        Block(b.raw_start, b.raw_end, "notice", False, rules[b.raw_start]) if b.raw_start in rules else b
        for b in article.blocks
    ]


def _is_restored(block: Block, rules: Collection[str]) -> bool:
    return not block.kept and block.role != "blank" and (block.rule in rules or EVERY_RULE in rules)


def _put_back(block: Block) -> Block:
    role = block.role if block.role in BODY_ROLES else "body"
    return Block(block.raw_start, block.raw_end, role, True, f"{RESTORED}{block.rule}", block.score)


def _stood(block: Block) -> bool:
    """Whether the block was part of the body before anything was learned or put back."""
    if _was(block, LEARNED):
        return True
    return block.kept and block.role in BODY_ROLES and not _was(block, RESTORED)


def _was(block: Block, what: str) -> bool:
    rule = block.rule or ""
    return rule.startswith(what) or (what == LEARNED and rule.startswith(RESTORED + LEARNED))


def _edges(blocks: Sequence[Block]) -> chain[tuple[str, Block]]:
    size = len(blocks)
    head, tail = min(HEAD_BLOCKS, size // 3), min(TAIL_BLOCKS, size // 2)
    return chain((("head", block) for block in blocks[:head]), (("tail", block) for block in blocks[size - tail :]))


def _lead(article: Article, blocks: Sequence[Block], apart_from: Block) -> str:
    """A hash of the longest paragraph but this one: near copies of a story have it in common."""
    own = _raw(article, apart_from)
    others = (raw for block in blocks if (raw := _raw(article, block)) != own)
    return digest(letters(max(others, key=len, default="")[:_LEAD]))


def _raw(article: Article, block: Block) -> str:
    return article.text[block.raw_start : block.raw_end]
