"""The rules engine: blocks in, blocks out, each removal under the name of its rule.

A rule is tried on the block without bullets, brackets and closing marks around it. Near the end of a text a notice may
also stand glued to the last sentences of a paragraph: the block is then cut in two.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flows.text.boilerplate.hits import Finding, Hit, hits_in
from flows.text.boilerplate.rule import Rule
from flows.text.boilerplate.rules import RuleSet, load_rules
from flows.text.boilerplate.tables import plan
from flows.text.records import Block

__all__ = ["Applied", "Finding", "apply"]

_HEADLINE = range(12, 181)  # characters of a headline in a list of further reading
_HEADLINES = 15
_TERMINAL = re.compile("[.!?…。！？।][\"'”’)\\]]*\\s*\\Z")


class Applied(NamedTuple):
    """The blocks after the rules, and what was read on the way."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


def apply(
    text: str,
    blocks: Iterable[Block],
    *,
    source: str | None = None,
    language: str | None = None,
    rules: RuleSet | None = None,
) -> Applied:
    """Run the rules over the kept blocks of `text`, which tile it; the result tiles it too.

    Rules bound to a `source` (a slug) run for that one alone, rules that name languages only where `language` is one
    of them or not known. A kept block may come back marked (role and rule set), cut in two, or removed.
    """
    blocks = tuple(blocks)
    tables = plan(rules or load_rules(), source, language)
    made: list[Block] = []
    findings: list[Finding] = []
    listing: tuple[Rule, int] | None = None
    for block, here in zip(blocks, tables.of_all(len(blocks)), strict=True):
        start, end, role, kept, _, _, _, _ = block
        hits = hits_in(text, start, end, here) if kept and role == "body" else []
        if not hits and (listing is None or not kept or role != "body"):
            made.append(block)
            continue
        if not hits and listing and listing[1] < _HEADLINES and _is_headline(text, block):
            hits = [Hit(listing[0], block.raw_start, block.raw_end)]
            listing = (listing[0], listing[1] + 1)
        else:
            listing = next(((hit.rule, 0) for hit in hits if hit.rule.follows and hit.end == block.raw_end), None)
        made += _cut(block, hits)
        findings += [finding for hit in hits for finding in hit.findings]
    return Applied(tuple(made), tuple(findings))


def _cut(block: Block, hits: Sequence[Hit]) -> list[Block]:
    """The block in pieces: what no hit covers stays as it is."""
    made: list[Block] = []
    at = block.raw_start
    for hit in hits:
        if hit.start > at:
            made.append(Block(at, hit.start, block.role, True))
        made.append(Block(hit.start, hit.end, hit.rule.role, hit.rule.kept, hit.rule.name))
        at = hit.end
    if at < block.raw_end:
        made.append(Block(at, block.raw_end, block.role, True) if hits else block)
    return made


def _is_headline(text: str, block: Block) -> bool:
    raw = text[block.raw_start : block.raw_end].strip()
    return len(raw) in _HEADLINE and not _TERMINAL.search(raw) and raw.count(" ") > 1
