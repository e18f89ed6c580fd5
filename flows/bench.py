"""What the batches of a run share: where rows go, who makes them, and what is decided over the rules."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Engine

from db.records import Versions
from flows.foresight import Foresight
from flows.text.boilerplate_rules import RuleSet
from flows.text.recognisers.base import Recogniser


@dataclass(frozen=True, slots=True)
class Bench:
    """The tools of a run (a recogniser is made when it is first asked for).

    `foresight` holds the notices learned so far; `sound` collects the files in which something could be read.
    """

    engine: Engine
    collection_id: int
    rules: RuleSet
    recogniser: Callable[[], Recogniser]
    versions: Callable[[], Versions]
    foresight: Foresight = field(default_factory=Foresight)
    sound: set[str] = field(default_factory=set)
