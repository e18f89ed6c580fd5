"""Questions about rules: whether each does what its examples say, and which rules hit where in a document."""

from collections.abc import Iterable
from dataclasses import dataclass

from flows.text.boilerplate.hits import range_of
from flows.text.boilerplate.rule import Rule
from flows.text.boilerplate.rules import RuleSet
from flows.text.records import Article, Block


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that a rule fails: `expected` says in words what should have happened to `text`."""

    rule: str
    text: str
    expected: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A block that a rule decided: the rule, the block, and the stretch of text."""

    rule: Rule | None
    block: Block
    text: str


def failures(rules: RuleSet | Iterable[Rule]) -> list[Failure]:
    """Run each rule's `matches` and `keeps`; the examples that fail, in the order of the rules."""
    chosen = rules.rules.values() if isinstance(rules, RuleSet) else rules
    return [failure for rule in chosen for failure in _failures(rule)]


def _failures(rule: Rule) -> list[Failure]:
    found = []
    for example in rule.matches:
        hit = range_of(rule, example.text)
        read = {finding.what: finding.value for finding in hit.findings} if hit else {}
        if hit is None:
            found.append(Failure(rule.name, example.text, "a match"))
        elif wrong := {what: value for what, value in example.reads.items() if read.get(what) != value}:
            found.append(Failure(rule.name, example.text, f"to read {wrong}, not {read}"))
    found += [Failure(rule.name, text, "no match") for text in rule.keeps if range_of(rule, text)]
    return found


def explain(article: Article, rules: RuleSet) -> list[Explanation]:
    """The blocks of an article that some rule decided, in order."""
    return [
        Explanation(rules.rules.get(block.rule), block, article.text[block.raw_start : block.raw_end])
        for block in article.blocks
        if block.rule is not None
    ]
