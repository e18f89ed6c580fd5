"""Plain text and Markdown: the file is the text, newlines and all."""

import re
from collections.abc import Iterator
from dataclasses import replace

from flows.text.decoding import Decoded, decode
from flows.text.errors import BadInput, EmptyText
from flows.text.press_exports import LAYOUTS, layout_of
from flows.text.readers.base import Opened, Reject, digest, reject
from flows.text.readers.binary import refuse_binary
from flows.text.records import Document

_VISIBLE = re.compile("[^\\s\ufeff\u200b\0]")
_BLANK = b" \t\r\n\v\f\0"


def read(opened: Opened) -> Iterator[Document | Reject]:
    """Yield the one document of a text file, or those of a press database's export, counted from 1."""
    data = opened.whole()
    try:
        decoded = text_of(data)
    except BadInput as error:
        yield reject(opened.uri, digest(data), error)
        return
    layout = layout_of(decoded.text) if opened.suffix == ".txt" else None
    if layout is None:
        media_type = "text/markdown" if opened.suffix == ".md" else "text/plain"
        yield _document(opened.uri, decoded, data, media_type)
        return
    for record, (start, end) in enumerate(LAYOUTS[layout].documents(decoded.text), 1):
        part = replace(decoded, text=decoded.text[start:end])
        yield _document(f"{opened.uri}#{record}", part, part.text.encode("utf-8", "surrogatepass"), layout, record)


def to_document(uri: str, data: bytes, *, media_type: str = "text/plain", declared: str | None = None) -> Document:
    """Decode `data`. Raises NotText, Undecodable or EmptyText."""
    return _document(uri, text_of(data, declared), data, media_type)


def _document(uri: str, decoded: Decoded, data: bytes, media_type: str, record: int | None = None) -> Document:
    return Document(uri, decoded.text, digest(data), media_type, decoded.encoding, decoded.basis, record)


def text_of(data: bytes, declared: str | None = None) -> Decoded:
    """Decode what must be text and more than white space. Raises NotText, Undecodable or EmptyText."""
    if data.strip(_BLANK):
        refuse_binary(data)
    decoded = decode(data, declared)
    refuse_empty(decoded.text)
    return decoded


def refuse_empty(text: str) -> None:
    """Raise EmptyText when there is nothing to see in `text`."""
    if not _VISIBLE.search(text):
        raise EmptyText("there is no text in it", "fill or remove it")
