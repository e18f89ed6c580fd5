"""The lines of a file that is read record by record, each decoded by itself so that a bad one costs only itself."""

import io
from collections.abc import Iterator

from flows.text.decoding import Decoded, decode
from flows.text.decoding.detection import HEAD, wide_encoding
from flows.text.errors import BadInput, TooLarge, Undecodable
from flows.text.readers.base import CHUNK, Opened, too_large

_BOM = b"\xef\xbb\xbf"
NumberedLine = tuple[int, Decoded | BadInput]


def lines(opened: Opened) -> Iterator[NumberedLine]:
    """Yield each line that is not blank with its number, or why it cannot be had.

    Only a line feed ends a line. A byte order mark at the head of the file is dropped.
    """
    encoding = wide_encoding(opened.stream.peek(HEAD)[:HEAD])
    return _wide_lines(opened, encoding) if encoding else _byte_lines(opened)


def _byte_lines(opened: Opened) -> Iterator[NumberedLine]:
    limit, number, legacy = opened.limits.record_bytes, 0, None
    while line := opened.stream.readline(limit + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(_BOM)
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(opened)
            yield number, TooLarge(*too_large(limit, "the line"))
        elif line.strip():
            found = _decoded(line, legacy)
            legacy = found.encoding if isinstance(found, Decoded) and found.basis == "detected" else legacy
            yield number, found


def _decoded(line: bytes, legacy: str | None) -> Decoded | BadInput:
    """Decode a line; `legacy` is what an earlier line of the file was found to be in."""
    try:
        return Decoded(line.decode(), "utf-8", "utf-8")
    except UnicodeDecodeError:
        try:
            found = decode(line, legacy)
        except Undecodable as error:
            return error
        return Decoded(found.text, found.encoding, "detected") if found.basis == "declared" else found


def _skip_line(opened: Opened) -> None:
    while (part := opened.stream.readline(CHUNK)) and not part.endswith(b"\n"):
        pass


def _wide_lines(opened: Opened, encoding: str) -> Iterator[NumberedLine]:
    limit = opened.limits.record_bytes
    reader = io.TextIOWrapper(opened.stream, encoding, "surrogatepass", newline="\n")
    number, basis = 0, "detected"
    try:
        while line := reader.readline(limit + 1):
            number += 1
            if number == 1 and line.startswith("\ufeff"):
                line, basis = line[1:], "bom"
            if len(line) > limit:
                raise TooLarge(*too_large(limit, "the line"))
            if line.strip():
                yield number, Decoded(line, encoding, basis)
    except UnicodeDecodeError:
        yield number + 1, Undecodable(f"from here on it is not {encoding}", "it may be cut short: fetch it again")
    finally:
        reader.detach()
