"""A web server on this machine alone."""

import socket
from collections.abc import Callable

import uvicorn

from db.site.safety import LOOPBACK, App


def listen(host: str, port: int) -> socket.socket:
    """A socket on `port` of this machine, or on a free one for 0. Raises ValueError for any other machine, OSError."""
    if host not in LOOPBACK:
        raise ValueError(host)
    family = socket.AF_INET6 if host == "::1" else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1" if host == "localhost" else host, port))
    except OSError:
        listening.close()
        raise
    return listening


def address_of(listening: socket.socket) -> str:
    """Where the server on a socket is found."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(app: App, listening: socket.socket, started: Callable[[], None]) -> None:
    """Answer until the process is asked to end; `started` is called once the server answers."""

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            started()

    config = uvicorn.Config(app, log_level="warning", lifespan="on", access_log=False, server_header=False)
    Server(config).run(sockets=[listening])
