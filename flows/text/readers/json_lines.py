"""JSON Lines: a record a line."""

import json
from collections.abc import Iterator

from flows.text.decoding import Decoded
from flows.text.errors import BadInput, BadRecord
from flows.text.readers.base import Opened, Reject, digest, reject
from flows.text.readers.lines import lines
from flows.text.readers.record import to_document, too_deep
from flows.text.records import Document

DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
"""Numbers stay as written: fields are text, and no number is too long to read."""

_MEND = "mend or remove that line; the other records are read"


def read(opened: Opened) -> Iterator[Document | Reject]:
    """Yield a document or a reject for each line that is not blank; records are counted from 1, the bad ones too."""
    record = 0
    for number, line in enumerate(lines(opened), 1):
        if isinstance(line, Decoded) and not line.text.strip():
            continue
        record += 1
        yield _record(opened, line, record, number)


def _record(opened: Opened, line: Decoded | BadInput, record: int, number: int) -> Document | Reject:
    try:
        if isinstance(line, BadInput):
            raise type(line)(f"line {number}: {line.message}", line.mend)
        return to_document(opened, parsed(line.text, number), record, line)
    except BadInput as error:
        data = line.text.encode("utf-8", "surrogatepass") if isinstance(line, Decoded) else None
        return reject(f"{opened.uri}#{record}", digest(data) if data else None, error)


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
    """Name the type of a JSON value."""
    return {list: "a list", str: "a string or number", bool: "true or false"}.get(type(value), "null")
