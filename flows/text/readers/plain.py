"""Plain text and Markdown: the file is the text, newlines and all."""

from collections.abc import Iterator
from functools import partial

from flows.text.decoding import decode
from flows.text.errors import EmptyText
from flows.text.readers.base import Opened, Reject, digest, one_document
from flows.text.readers.binary import refuse_binary
from flows.text.records import Document

INVISIBLE = "\ufeff\u200b\x00"
"""Characters that `str.strip` leaves and nobody sees."""


def read(opened: Opened) -> Iterator[Document | Reject]:
    """Yield the one document of a text file."""
    media_type = "text/markdown" if opened.suffix == ".md" else "text/plain"
    return one_document(opened, partial(to_document, opened.uri, media_type=media_type))


def to_document(uri: str, data: bytes, *, media_type: str = "text/plain", declared: str | None = None) -> Document:
    """Decode `data`. Raises NotText, Undecodable or EmptyText."""
    refuse_empty(data.decode("latin-1") if len(data) < 64 else "x")
    refuse_binary(data)
    decoded = decode(data, declared)
    refuse_empty(decoded.text)
    return Document(uri, decoded.text, digest(data), media_type, decoded.encoding, decoded.basis)


def refuse_empty(text: str) -> None:
    """Raise EmptyText when there is nothing to see in `text`."""
    if not text.strip() and not text.strip(INVISIBLE).strip():
        raise EmptyText("there is no text in it", "fill or remove it")
