"""The records of a WARC file, one at a time: a broken one is told, and the next is found again.

Each record says how long it is. One that lies, is cut short or was damaged inside its gzip member is given up where the
next begins (WARC 1.1, https://iipc.github.io/warc-specifications/).
"""

import re
import zlib
from collections.abc import Iterator
from typing import Protocol

from flows.text.errors import BadInput, BadRecord, TooLarge
from flows.text.readers.base import CHUNK, Limits, too_large

_BEGIN = re.compile(rb"WARC/\d\.\d\r?\n")
_AFTER = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"\r?\ncontent-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?(?=\n)", re.IGNORECASE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_MOST_HEAD = 64_000  # bytes of the lines before a record's content
_LOOK_BACK = 16  # bytes of `WARC/1.1` and its line end that may lie across two chunks
_DAMAGED = b"\r\n(a damaged gzip member)\r\n"  # stands where it was, so that whoever reads on sees that something was
_MAGIC = b"\x1f\x8b\x08"
_MOST_BROKEN = 100  # each may cost a look through as many bytes as a record may have
_MEND_FILE = "fetch the file again"
_MEND = "fetch the file again; the other records are read"


class Stream(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes | None:
        """At most so many bytes, none at the end."""
        ...


class Source:
    """Bytes that can be put back."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._ready = b""

    def take(self, size: int) -> bytes:
        """The next bytes, fewer only at the end."""
        parts, missing = [], size
        while missing > 0 and (self._ready or self._fill()):
            parts.append(self._ready[:missing])
            self._ready = self._ready[missing:]
            missing -= len(parts[-1])
        return b"".join(parts)

    def back(self, data: bytes) -> None:
        """Put bytes back before what follows."""
        self._ready = data + self._ready

    def _fill(self) -> bool:
        self._ready = next(self._chunks, b"")
        return bool(self._ready)


def plain(stream: Stream) -> Iterator[bytes]:
    """The bytes of a file as they are."""
    while data := stream.read(CHUNK):
        yield data


def members(stream: Stream, limits: Limits) -> Iterator[bytes]:
    """What the members of a gzip file hold; of a damaged one what comes before the damage.

    Raises TooLarge when the file grows past the limits, BadRecord when too many are damaged.
    """
    raw, taken, given, damaged, inflate = b"", 0, 0, 0, zlib.decompressobj(31)
    while raw or (raw := stream.read(CHUNK) or b""):
        try:
            data = inflate.decompress(raw, CHUNK)
        except zlib.error:
            damaged += 1
            if damaged > _MOST_BROKEN:
                raise BadRecord(f"more than {_MOST_BROKEN} of its gzip members are damaged", _MEND_FILE) from None
            raw, inflate = _next_member(raw[1:], stream), zlib.decompressobj(31)
            yield _DAMAGED
            continue
        taken += len(raw) - len(inflate.unconsumed_tail) - len(inflate.unused_data)
        raw = inflate.unconsumed_tail or inflate.unused_data
        if inflate.eof:
            inflate = zlib.decompressobj(31)
        given += len(data)
        if given > max(limits.expansion_free, limits.expansion * taken):
            what = f"grows to more than {limits.expansion} times its compressed size"
            raise TooLarge(what, "if it is not a gzip bomb, decompress it first")
        if data:
            yield data


def _next_member(raw: bytes, stream: Stream) -> bytes:
    """What is left of `raw` and the stream from the next member on; nothing when there is none."""
    while (at := raw.find(_MAGIC)) < 0:
        more = stream.read(CHUNK)
        if not more:
            return b""
        raw = raw[1 - len(_MAGIC) :] + more
    return raw[at:]


def records(source: Source, limits: Limits) -> Iterator[bytes | BadInput]:
    """Each record whole, head and content; or what is wrong with one. Raises BadRecord when too many are broken."""
    broken = 0
    while (found := _next(source, limits.record_bytes)) is not None:
        broken += isinstance(found, BadRecord)
        if broken > _MOST_BROKEN:
            raise BadRecord(f"more than {_MOST_BROKEN} of its records are broken", _MEND_FILE)
        yield found


def _next(source: Source, most: int) -> bytes | BadInput | None:
    if skipped := _find_begin(source):
        return BadRecord(f"{skipped:,} bytes that are of no record", _MEND)
    head = source.take(_MOST_HEAD)
    if not head:
        return None
    end, length = _HEAD_END.search(head), _LENGTH.search(head)
    if end is None or length is None or length.end() > end.end():
        source.back(head[1:])
        return _given_up(source, "its head has no length")
    source.back(head[end.end() :])
    size = int(length[1])
    if size > most:
        return _passed_over(source, size, most)
    content = source.take(size)
    after = source.take(_LOOK_BACK)
    if len(content) == size and (not after.strip() or _AFTER.match(after)):
        source.back(after.lstrip())
        return head[: end.end()] + content
    source.back(content + after)
    return _given_up(source, "its length is not what it says, or it is cut short")


def _passed_over(source: Source, size: int, most: int) -> BadInput:
    while size > 0 and (part := source.take(min(size, CHUNK))):
        size -= len(part)
    return TooLarge(*too_large(most, "the record"))


def _given_up(source: Source, why: str) -> BadRecord:
    _find_begin(source)
    return BadRecord(why, _MEND)


def _find_begin(source: Source) -> int:
    """Go to the next line that begins a record; how many bytes that are not blank lie before it."""
    skipped = 0
    while data := source.take(CHUNK):
        if found := _BEGIN.search(data):
            source.back(data[found.start() :])
            return skipped + len(data[: found.start()].strip())
        if len(data) < CHUNK:
            return skipped + len(data.strip())
        source.back(data[-_LOOK_BACK:])
        skipped += len(data[:-_LOOK_BACK].strip())
    return skipped
