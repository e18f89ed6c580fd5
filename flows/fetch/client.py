"""One GET at a time: bounded, paced, every hop of a redirect checked like the first."""

import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

import httpcore
import httpx

from flows.fetch.addresses import CheckedBackend
from flows.fetch.errors import NotFetched
from flows.fetch.limits import Manners

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSIENT = frozenset({429, 500, 502, 503, 504})
_ENCODINGS = {"gzip": 31, "x-gzip": 31, "deflate": 47}
_CHUNK = 65_536
_LATER = "it is tried again later"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said in the end: `url` is where the redirects led, `body` is decompressed."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """As the server states it, in small letters, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """As the server states it."""
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        found = message.get_param("charset")
        return found if isinstance(found, str) else None


@dataclass(slots=True)
class Client:
    """Asks hosts for addresses, one request at a time, as `manners` say. `may` is asked before each hop."""

    manners: Manners
    sleep: Callable[[float], object] = time.sleep
    delays: dict[str, float] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)
    _pool: Any = None

    def __post_init__(self) -> None:
        """Make the pool of connections; none is opened yet."""
        backend = CheckedBackend(allow_private=self.manners.allow_private)
        self._pool = httpcore.ConnectionPool(network_backend=backend, max_connections=4, keepalive_expiry=15.0)

    def close(self) -> None:
        """Close what connections are open."""
        self._pool.close()

    def get(
        self, address: str, headers: Mapping[str, str] | None = None, may: Callable[[str], None] = lambda url: None
    ) -> Answer:
        """The answer, after redirects and up to `tries` times while the server is busy.

        Raises NotFetched for whatever stands in the way; `may` raises it for an address that we should not ask for.
        """
        for attempt in range(1, self.manners.tries + 1):
            try:
                return self._followed(address, headers or {}, may)
            except NotFetched as error:
                pause = error.wait if error.wait is not None else 2.0**attempt
                if not error.again or attempt == self.manners.tries or pause > self.manners.longest_delay:
                    raise
                self.sleep(pause)
        raise AssertionError("tries is at least 1")

    def _followed(self, address: str, headers: Mapping[str, str], may: Callable[[str], None]) -> Answer:
        url, met = parsed(address), set[str]()
        while True:
            if str(url) in met:
                raise NotFetched(f"{address} redirects in a circle", "tell its publisher")
            met.add(str(url))
            may(str(url))
            answer = self._asked(url, headers)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return answer
            if len(met) > self.manners.hops:
                raise NotFetched(f"{address} redirects more than {self.manners.hops} times", "tell its publisher")
            url = parsed(answer.headers["location"], url)

    def _asked(self, url: httpx.URL, headers: Mapping[str, str]) -> Answer:
        self._wait_for_turn(url.host)
        ends = time.monotonic() + self.manners.seconds
        most = self.manners.seconds / 2
        sent = {"User-Agent": self.manners.agent, "Accept-Encoding": "gzip", "Accept": "*/*", **headers}
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        timeouts = {"connect": most, "read": most, "write": most, "pool": most}
        try:
            with self._pool.stream("GET", target, headers=sent, extensions={"timeout": timeouts}) as response:
                told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                if response.status in _TRANSIENT:
                    raise NotFetched(f"{url} answered {response.status}", _LATER, again=True, wait=_asked_wait(told))
                body = b"" if response.status in _REDIRECTS else self._body(response, told, url, ends)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise NotFetched(f"{url} gave no answer: {type(error).__name__} {error}", _LATER, again=True) from error
        except (httpcore.UnsupportedProtocol, ValueError) as error:
            raise NotFetched(f"{url} cannot be asked: {error}", "check the address") from error
        return Answer(str(url), response.status, told, body)

    def _body(self, response: Any, told: Mapping[str, str], url: httpx.URL, ends: float) -> bytes:
        encoding = told.get("content-encoding", "").strip().lower()
        if encoding not in _ENCODINGS and encoding not in ("", "identity"):
            raise NotFetched(f"{url} answers in {encoding}, which was not asked for", "tell its publisher")
        inflate = zlib.decompressobj(_ENCODINGS[encoding]) if encoding in _ENCODINGS else None
        parts, size = [], 0
        for raw in response.iter_stream():
            for part in _inflated(inflate, raw, url) if inflate else (raw,):
                size += len(part)
                if size > self.manners.most_bytes:
                    raise NotFetched(f"{url} is larger than {self.manners.most_bytes:,} bytes", "leave it out")
                parts.append(part)
            if time.monotonic() > ends:
                raise NotFetched(f"{url} took more than {self.manners.seconds:.0f} seconds", _LATER)
        return b"".join(parts)

    def _wait_for_turn(self, host: str) -> None:
        delay = min(self.manners.longest_delay, max(self.manners.delay, self.delays.get(host, 0.0)))
        left = self._last.get(host, float("-inf")) + delay - time.monotonic()
        if left > 0:
            self.sleep(left)
        self._last[host] = time.monotonic()


def parsed(address: str, beside: httpx.URL | None = None) -> httpx.URL:
    """An address of the web, or one `beside` it, its fragment cut off. Raises NotFetched for what is none."""
    try:
        given = httpx.URL(address.strip())
        url = (beside.join(given) if beside else given).copy_with(fragment=None)
        host = url.host  # read here, since a host of letters that no host may have is noticed no sooner
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise NotFetched(f"{address[:200]!r} is no address: {error}", "check it") from error
    if url.scheme not in ("http", "https") or not host:
        raise NotFetched(f"{address[:200]!r} is no address of the web", "it begins with http:// or https://")
    return url.copy_with(userinfo=b"")


def _inflated(inflate: Any, raw: bytes, url: httpx.URL) -> Any:
    """What a piece holds, in pieces of bounded size, so that a bomb is seen before it is unpacked."""
    try:
        while raw and not inflate.eof:
            yield inflate.decompress(raw, _CHUNK)
            raw = inflate.unconsumed_tail
    except zlib.error as error:
        raise NotFetched(f"{url} is not the gzip it says it is", _LATER) from error


def _asked_wait(told: Mapping[str, str]) -> float | None:
    """Seconds of Retry-After; a date there is left to our own pace."""
    value = told.get("retry-after", "").strip()
    return float(value) if value.isascii() and value.isdigit() and len(value) < 7 else None
