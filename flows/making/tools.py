"""What makes a document into rows: rules, a recogniser, what is foreseen of notices; and the recipe they are made from.

No database and no Prefect, so that a worker process starts quickly and needs to be told nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial

from db.records import Versions
from flows.making.foresight import Foresight
from flows.text.boilerplate.rules import RuleSet
from flows.text.pipeline import CLEANER_VERSION, RESOLVER_VERSION
from flows.text.recognisers import recogniser
from flows.text.recognisers.base import Recogniser


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools of the text half. The recogniser is made when it is first asked for.

    `foresight` holds the notices learned so far.
    """

    rules: RuleSet
    recogniser: Callable[[], Recogniser]
    versions: Callable[[], Versions]
    foresight: Foresight = field(default_factory=Foresight)


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that tools are made from, fit to be sent to another process or machine.

    `learned` are the standing notices by source, `refused` the fingerprints of those with a veto.
    """

    recogniser: str
    model: str
    rules: RuleSet
    learned: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    def tools(self) -> Tools:
        """Tools of one's own, which learn from what they are given."""
        maker = cache(partial(recogniser, self.recogniser, self.model))
        learned = {source: set(notices) for source, notices in self.learned.items()}
        return Tools(self.rules, maker, cache(lambda: versions_of(maker())), Foresight(learned, self.refused))


def versions_of(used: Recogniser) -> Versions:
    """The versions that go with every row."""
    return Versions(CLEANER_VERSION, used.name, used.version, RESOLVER_VERSION)
