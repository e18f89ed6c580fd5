"""JSON: one object, an array of them, or several one after the other."""

import json
import re
from collections.abc import Iterator

from flows.text.decoding import Decoded
from flows.text.errors import BadInput, BadRecord, EmptyText
from flows.text.readers.base import Opened, Reject, digest, reject
from flows.text.readers.json_lines import DECODER, kind
from flows.text.readers.plain import text_of
from flows.text.readers.record import to_document, too_deep
from flows.text.records import Document

_BLANK = re.compile(r"[\s\x00\ufeff]*")
_MEND = "mend it there; nothing after that place is read"


def read(opened: Opened) -> Iterator[Document | Reject]:
    """Yield the records of the file; a file that is one object is one document, under its own uri."""
    data = opened.whole()
    content_hash = digest(data)
    try:
        decoded = text_of(data)
    except BadInput as error:
        yield reject(opened.uri, content_hash, error)
        return
    yield from _records(opened, decoded, content_hash)


def _records(opened: Opened, decoded: Decoded, content_hash: str) -> Iterator[Document | Reject]:
    values = _values(decoded.text)
    record = 0
    try:
        for record, (value, alone) in enumerate(values, 1):
            if isinstance(value, dict):
                number = None if alone else record
                yield to_document(opened, value, number, decoded, content_hash if alone else None)
            else:
                wrong = BadRecord(f"{kind(value)}, not an object with fields", "remove it; the other records are read")
                yield reject(f"{opened.uri}#{record}", content_hash, wrong)
        if not record:
            yield reject(opened.uri, content_hash, EmptyText("there is no record in it", "fill or remove it"))
    except BadInput as error:
        yield reject(f"{opened.uri}#{record + 1}", content_hash, error)


def _values(text: str) -> Iterator[tuple[object, bool]]:
    """Yield each value, and whether it is the only one and stands in no array."""
    at = _after_blank(text, 0)
    in_array = text.startswith("[", at)
    if in_array:
        at = _after_blank(text, at + 1)
    first = True
    while at < len(text) and not (in_array and text.startswith("]", at)):
        value, at = _value(text, at)
        at = _after_blank(text, at)
        yield value, first and not in_array and at == len(text)
        first = False
        if text.startswith(",", at):
            at = _after_blank(text, at + 1)
        elif in_array and not text.startswith("]", at):
            raise _broken(text, at, "expecting ',' or ']'")


def _value(text: str, at: int) -> tuple[object, int]:
    try:
        return DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise _broken(text, error.pos, error.msg) from error
    except RecursionError as error:
        raise too_deep() from error


def _broken(text: str, at: int, what: str) -> BadRecord:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return BadRecord(f"line {line}, column {column}: not JSON: {what}", _MEND)


def _after_blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
