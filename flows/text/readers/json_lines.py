"""JSON Lines: a record a line."""

import json
from collections.abc import Iterator

from flows.text.decoding import Decoded
from flows.text.errors import BadInput, BadRecord, EmptyText
from flows.text.readers.base import Opened, Reject, digest, reject
from flows.text.readers.binary import refuse_binary
from flows.text.readers.lines import lines
from flows.text.readers.record import to_document, too_deep
from flows.text.records import Document

DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
"""Numbers stay as written: fields are text, and no number is too long to read."""

_HEAD = 4096
_MEND = "mend or remove that line; the other records are read"


def read(opened: Opened) -> Iterator[Document | Reject]:
    """Yield a document or a reject for each line that is not blank; records are counted from 1, the bad ones too."""
    refuse_binary(opened.stream.peek(_HEAD)[:_HEAD])
    record = 0
    for record, (number, line) in enumerate(lines(opened), 1):
        yield _record(opened, line, record, number)
    if not record:
        raise EmptyText("there is no record in it", "fill or remove it")


def _record(opened: Opened, line: Decoded | BadInput, record: int, number: int) -> Document | Reject:
    uri = f"{opened.uri}#{record}"
    if not isinstance(line, Decoded):
        return reject(uri, None, type(line)(f"line {number}: {line.message}", line.mend))
    try:
        raw = parsed(line.text, number)
    except BadInput as error:
        return reject(uri, digest(line.text.encode("utf-8", "surrogatepass")), error)
    return to_document(opened, raw, record, line)


def parsed(text: str, number: int) -> dict[str, object]:
    """Parse line `number`. Raises BadRecord, which says where it broke, for what is not one JSON object."""
    try:
        value = DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise BadRecord(f"line {number}, column {error.colno}: not JSON: {error.msg}", _MEND) from error
    except RecursionError as error:
        raise too_deep() from error
    if not isinstance(value, dict):
        raise BadRecord(f"line {number}: {kind(value)}, not an object with fields", _MEND)
    return value


def kind(value: object) -> str:
    """Name the type of a JSON value as `DECODER` gives it."""
    return {list: "a list", str: "a string or number", bool: "true or false"}.get(type(value), "null")
