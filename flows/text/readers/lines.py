"""The lines of a file that is read record by record, each decoded by itself so that a bad one costs only itself."""

import io
from collections.abc import Iterator

from flows.text.decoding import Decoded, decode
from flows.text.encoding_detection import wide_encoding
from flows.text.errors import BadInput, TooLarge, Undecodable
from flows.text.readers.base import Opened, too_large

_BOM = b"\xef\xbb\xbf"


def lines(opened: Opened) -> Iterator[Decoded | BadInput]:
    """Yield each line, or why it cannot be had; only a line feed ends one. A mark at the head is dropped."""
    encoding = wide_encoding(opened.stream.peek(4096)[:4096])
    return _wide_lines(opened, encoding) if encoding else _byte_lines(opened)


def _byte_lines(opened: Opened) -> Iterator[Decoded | BadInput]:
    limit, legacy, first = opened.limits.record_bytes, None, True
    while line := opened.stream.readline(limit + 1):
        if first:
            line, first = line.removeprefix(_BOM), False
        if len(line) > limit and not line.endswith(b"\n"):
            _skip(opened)
            yield TooLarge(*too_large(limit, "the line"))
            continue
        found = _decoded(line, legacy)
        legacy = found.encoding if isinstance(found, Decoded) and found.basis == "detected" else legacy
        yield found


def _decoded(line: bytes, legacy: str | None) -> Decoded | BadInput:
    try:
        return Decoded(line.decode(), "utf-8", "utf-8")
    except UnicodeDecodeError:
        try:
            found = decode(line, legacy)
        except Undecodable as error:
            return error
        return Decoded(found.text, found.encoding, "detected") if found.basis == "declared" else found


def _skip(opened: Opened) -> None:
    while (part := opened.stream.readline(1 << 20)) and not part.endswith(b"\n"):
        pass


def _wide_lines(opened: Opened, encoding: str) -> Iterator[Decoded | BadInput]:
    limit = opened.limits.record_bytes
    reader = io.TextIOWrapper(opened.stream, encoding, "surrogatepass", newline="\n")
    try:
        first = True
        while line := reader.readline(limit + 1):
            marked, first = first and line.startswith("\ufeff"), False
            if len(line) > limit:
                raise TooLarge(*too_large(limit, "the line"))
            yield Decoded(line[1:] if marked else line, encoding, "bom" if marked else "detected")
    except UnicodeDecodeError:
        yield Undecodable(f"from here on it is not {encoding}", "it may be cut short; fetch it again")
    finally:
        reader.detach()
