"""Connect only to public addresses: a name is resolved here, and the connection goes to the very address checked."""

import ipaddress
import socket
from collections.abc import Iterable

import httpcore

from flows.fetch.errors import NotFetched

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address in its last 32 bits, RFC 6052


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet; one that wraps a private address is not.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("169.254.169.254")
    (True, False, False, False)
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.sixtofour or found.teredo:
            return False
        inner = found.ipv4_mapped or (ipaddress.IPv4Address(int(found) & 0xFFFFFFFF) if found in _NAT64 else None)
        if inner:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


class CheckedBackend(httpcore.NetworkBackend):
    """Makes the connections of a pool, to public addresses alone unless `allow_private`."""

    def __init__(self, *, allow_private: bool) -> None:
        """Connections are made by httpcore's own backend."""
        self._inner = httpcore.SyncBackend()
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that may be. Raises NotFetched when there is none."""
        return self._inner.connect_tcp(self._checked(host, port), port, timeout, local_address, socket_options)

    def _checked(self, host: str, port: int) -> str:
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise NotFetched(f"{host} has no address: {error}", "check the address; it is tried again later") from error
        allowed = [address for address in found if self._allow_private or is_public(address)]
        if not allowed:
            raise NotFetched(
                f"{host} is at {found[0] if found else 'no address'}, which is not public",
                "give --allow-private if your own network is meant",
            )
        return allowed[0]
