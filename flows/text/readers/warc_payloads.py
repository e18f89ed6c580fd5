"""What an archive's answers held, for the records that only say: the same as then."""

import zlib

Payload = tuple[bytes, str, str | None]
"""Bytes, media type, charset."""

MOST_KEPT = 50_000_000
"""Compressed bytes that are remembered of one file; what comes after is not, so that memory is bounded."""


class Payloads:
    """Payloads by their digest and by their address, the newest under each."""

    def __init__(self) -> None:
        self._kept: list[tuple[bytes, str, str | None]] = []
        self._by_digest: dict[str, int] = {}
        self._by_url: dict[str, int] = {}
        self._size = 0

    def keep(self, digest: str | None, url: str, payload: Payload) -> None:
        """Remember an answer."""
        data = zlib.compress(payload[0], 1)
        if self._size + len(data) > MOST_KEPT:
            return
        self._size += len(data)
        self._kept.append((data, *payload[1:]))
        self._by_url[url] = len(self._kept) - 1
        if digest:
            self._by_digest[digest] = len(self._kept) - 1

    def of(self, digest: str | None, url: str) -> Payload | None:
        """The payload of that digest; where a revisit gives none, the last one of that address."""
        at = self._by_digest.get(digest) if digest else self._by_url.get(url)
        if at is None:
            return None
        data, media_type, charset = self._kept[at]
        return zlib.decompress(data), media_type, charset
