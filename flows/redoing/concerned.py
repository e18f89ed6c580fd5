"""Which stored documents a rule concerns: those it decided in, and those it would decide in as it is now."""

from collections.abc import Sequence

from db.engine import transaction
from db.loading.reread import decided_by, reread
from flows.rows import to_document
from flows.running.bench import Bench
from flows.text.boilerplate.rules import RuleSet
from flows.text.pipeline import to_article
from flows.text.records import Document


def concerned(documents: Sequence[int], rule: str, bench: Bench) -> list[int]:
    """The documents (by id, ascending) that the rule concerns.

    A rule may have been widened since they were made, or be new; so the others are cleaned, which costs a small part
    of what making them again does, to see whether it decides anything in them.
    """
    with transaction(bench.engine) as connection:
        decided = decided_by(connection, documents, rule)
        known = rule in bench.tools.rules.rules
        others = reread(connection, [each for each in documents if each not in decided]) if known else []
    now = {each.id for each in others if _decides(rule, to_document(each.row), bench.tools.rules)}
    return sorted(decided | now)


def _decides(rule: str, document: Document, rules: RuleSet) -> bool:
    try:
        return any(block.rule == rule for block in to_article(document, rules).blocks)
    except Exception:  # whoever makes it again will say what is wrong with it
        return True
