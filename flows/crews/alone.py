"""The crew of one: the text half in this very process, when somebody waits for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.crews.base import Part
from flows.making.drafts import Made, make_all
from flows.making.tools import Tools
from flows.text.readers import Reject


@dataclass(frozen=True, slots=True)
class Later:
    """A part that is made when it is asked for."""

    part: Part
    tools: Tools

    def result(self) -> Sequence[Made | Reject]:
        """Make it."""
        return make_all(self.part.documents, self.tools)


class Alone:
    """Nobody but us. A plain class, so that Prefect does not look into it."""

    ahead = 0

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def hand(self, part: Part) -> Later:
        """Keep it for later."""
        return Later(part, self._tools)
