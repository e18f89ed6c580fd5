"""Plain text and Markdown: the file is the text, newlines and all."""

import re
from collections.abc import Iterator
from functools import partial

from flows.text.decoding import Decoded, decode
from flows.text.errors import EmptyText
from flows.text.readers.base import Opened, Reject, digest, one_document
from flows.text.readers.binary import refuse_binary
from flows.text.records import Document

_VISIBLE = re.compile("[^\\s\ufeff\u200b\0]")
_BLANK = b" \t\r\n\v\f\0"


def read(opened: Opened) -> Iterator[Document | Reject]:
    """Yield the one document of a text file."""
    media_type = "text/markdown" if opened.suffix == ".md" else "text/plain"
    return one_document(opened, partial(to_document, opened.uri, media_type=media_type))


def to_document(uri: str, data: bytes, *, media_type: str = "text/plain", declared: str | None = None) -> Document:
    """Decode `data`. Raises NotText, Undecodable or EmptyText."""
    decoded = text_of(data, declared)
    return Document(uri, decoded.text, digest(data), media_type, decoded.encoding, decoded.basis)


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
