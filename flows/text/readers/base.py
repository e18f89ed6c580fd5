"""What a reader is: one opened file in, documents and rejects out."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from typing import NamedTuple, Protocol

from flows.text.errors import BadInput, TooLarge
from flows.text.records import Document

CHUNK = 1 << 17
"""Bytes asked for at a time."""


class SeedFile(NamedTuple):
    """A file to read. `path` opens it; `uri` names it everywhere else: relative to the folder, POSIX, clean text.

    `size` is in bytes and `modified_ns` in nanoseconds since 1970, both as found. A named tuple, since a walk makes
    hundreds of thousands of them and a frozen dataclass takes four times as long to make.
    """

    path: str
    uri: str
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one input may ask for.

    `document_bytes` bounds a file that is one document, or that must be held whole to be read (`.json`);
    `record_bytes` one record of a file that is read record by record, whose whole size is not bounded;
    `expansion` is how many times its compressed size a file may grow, looked at once it passes `expansion_free` bytes.
    """

    document_bytes: int = 200_000_000
    record_bytes: int = 20_000_000
    expansion: int = 200
    expansion_free: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that became no document. `content_hash` is null when the bytes could not be had."""

    uri: str
    content_hash: str | None
    error: BadInput


@dataclass(frozen=True, slots=True)
class Opened:
    """A file open for reading: decompressed bytes in `stream`, bounded and watched for change."""

    uri: str
    suffix: str
    stream: "BufferedReader[RawIOBase]"
    limits: Limits
    mapping: Mapping[str, str]

    def whole(self) -> bytes:
        """All bytes; raises TooLarge past `document_bytes`."""
        parts, size = [], 0
        while part := self.stream.read(CHUNK):
            size += len(part)
            if size > self.limits.document_bytes:
                raise TooLarge(*too_large(self.limits.document_bytes))
            parts.append(part)
        return b"".join(parts)


class Reader(Protocol):
    """Reads one format. It may raise BadInput for the file as a whole; a bad record it yields as a Reject."""

    def __call__(self, opened: Opened) -> Iterator[Document | Reject]:
        """Yield what the file holds, in its order."""
        ...


def reject(uri: str, content_hash: str | None, error: BadInput) -> Reject:
    """Make the Reject of `error`, whose message from here on names the input."""
    return Reject(uri, content_hash, type(error)(f"{uri}: {error.message}", error.mend))


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def too_large(limit: int, what: str = "the text") -> tuple[str, str]:
    """Message and mend of an input past `limit` bytes."""
    return f"{what} is larger than {limit:,} bytes", "split it, or raise the limit"


def one_document(opened: Opened, make: Callable[[bytes], Document]) -> Iterator[Document | Reject]:
    """Read a file that is one document; what `make` refuses is a Reject that carries the hash of the bytes."""
    data = opened.whole()
    try:
        yield make(data)
    except BadInput as error:
        yield reject(opened.uri, digest(data), error)
