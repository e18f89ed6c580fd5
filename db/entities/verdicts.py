"""The verdict on names across documents: which goes where and why, and which judgement cannot be followed.

It is a function of the set of identities and of the list of judgements. No SQL here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from db.entities.clusters import Cluster, Clusters
from db.entities.hearing import Hearing
from db.entities.judging import Facts, Judgement, base

HOMONYM = 0.7
"""Score of keeping two persons of one name apart by their offices."""


class Tie(NamedTuple):
    """Where an identity goes that is not the entity of its key alone, and why."""

    entity_key: str
    rule: str
    score: float
    reason: str


@dataclass(slots=True)
class Verdict:
    """`ties` by identity, `refused` reasons by judgement id."""

    ties: dict[str, Tie] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)


def judge(judgements: Sequence[Judgement], facts: Facts) -> Verdict:
    """The verdict on all identities there are."""
    heard = Hearing(facts.present | {base(each) for each in facts.present}, judgements)
    clusters = Clusters(facts, heard).of
    ties = {node: _tie(node, clusters[node], heard, facts) for node in sorted(heard.nodes)}
    for key, one in heard.named.items():
        if (head := clusters[key].head) != key:
            heard.refused[one.id] = f"{key} is part of {head}"
    return Verdict({node: tie for node, tie in ties.items() if tie is not None}, heard.refused)


def _tie(node: str, cluster: Cluster, heard: Hearing, facts: Facts) -> Tie | None:
    """Where an identity goes and why; null where it is the entity of its key."""
    head, sound = cluster.head, facts.sounds.get(base(node))
    if head == (base(node) if "/" not in node else node):
        return None
    if node in heard.edges:
        return Tie(head, "judgement", 1.0, heard.edges[node][1].said)
    if node in facts.homonyms and head == node:
        return Tie(node, "homonym", HOMONYM, facts.homonyms[node])
    if node == head:
        return Tie(node, "judgement", 1.0, "kept apart by a judgement")
    if sound is not None and sound == facts.sounds.get(base(head)):
        return Tie(head, "variant", alikeness(node, head), f"sounds like {head}")
    return Tie(head, "judgement", 1.0, f"one with {base(node)} by a judgement")


def alikeness(one: str, other: str) -> float:
    """How alike two spellings of one sound are, 0 to 1."""
    return round(SequenceMatcher(None, base(one), base(other), autojunk=False).ratio(), 2)
