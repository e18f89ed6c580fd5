"""What each answer says to the browser about itself, and whom a server on this machine answers at all."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content security policy of every page: no script at all, no style but ours."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names under which a server on this machine may be called."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


def guarded(app: App) -> App:
    """`app` with these headers on all it says; asked under a foreign name it refuses.

    A page of another site can have its own name lead to this machine and read what a server here answers; it cannot
    make the browser say that the name is `localhost`.
    """

    async def guard(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return

        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *HEADERS]}
            await send(message)

        if _host(scope["headers"]) in LOOPBACK:
            await app(scope, receive, say)
        else:
            await _refuse(say)

    return guard


def _host(headers: Iterable[tuple[bytes, bytes]]) -> str:
    found = next((value.decode("latin-1") for name, value in headers if name == b"host"), "")
    return found.partition("]")[0].lstrip("[") if found.startswith("[") else found.partition(":")[0].lower()


async def _refuse(send: Send) -> None:
    words = b"This server answers on this machine only: ask for it as http://127.0.0.1 with its port.\n"
    kind = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 421, "headers": kind})
    await send({"type": "http.response.body", "body": words})
