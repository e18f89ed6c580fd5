"""What hosts ask of robots (RFC 9309): asked once a host and run, and kept to."""

from dataclasses import dataclass, field

from protego import Protego

from flows.fetch.client import Client, parsed
from flows.fetch.errors import NotFetched
from flows.fetch.limits import PROGRAM

_MOST = 500_000  # bytes of a robots.txt that count, as RFC 9309 has it


@dataclass(slots=True)
class Robots:
    """The rules of each host, by scheme, name and port."""

    client: Client
    _known: dict[str, Protego | None] = field(default_factory=dict)

    def require(self, address: str) -> None:
        """Raise NotFetched when the host asks robots to stay away from `address`, or cannot say."""
        url = parsed(address)
        place = str(url.copy_with(raw_path=b"/robots.txt"))
        if place not in self._known:
            self._known[place] = self._asked(place, url.host)
        rules = self._known[place]
        if rules is None:
            raise NotFetched(f"{place} cannot be had, so {address} is left alone", "it is tried again later")
        if not rules.can_fetch(address, PROGRAM):
            raise NotFetched(f"{place} asks robots to leave {address} alone", "ask its publisher")

    def _asked(self, place: str, host: str) -> Protego | None:
        """No rules when there is no such file; None when the server is at a loss."""
        try:
            answer = self.client.get(place)
        except NotFetched:
            return None
        text = answer.body[:_MOST].decode("utf-8", "replace") if answer.status == 200 else ""
        rules = Protego.parse(text)
        self.client.delays[host] = float(rules.crawl_delay(PROGRAM) or 0.0)
        return rules
