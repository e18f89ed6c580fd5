"""Web pages: the markup as decoded; what is in it is for others to find."""

import re
from collections.abc import Iterator

from flows.text.readers.base import Opened, Reject, one_document
from flows.text.readers.plain import to_document
from flows.text.records import Document

LOOKED_AT = 4096
"""Bytes at the head of a page in which a declared encoding is looked for; the WHATWG standard asks for 1024."""

_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_XML = re.compile(rb"""\A\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"'>]{1,40})["']""", re.IGNORECASE)
_META = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([^\s"'/>;]{1,40})""", re.IGNORECASE)


def read(opened: Opened) -> Iterator[Document | Reject]:
    """Yield the one document of a page."""
    return one_document(opened, lambda data: page(opened.uri, data))


def page(uri: str, data: bytes, declared: str | None = None) -> Document:
    """Decode a page; `declared` is what came with it (an HTTP header), else it is read from its head."""
    return to_document(uri, data, media_type="text/html", declared=declared or declared_in(data))


def declared_in(data: bytes) -> str | None:
    """Find the encoding that a page says it has: `<meta charset>`, `<meta content>`, or the XML declaration.

    After https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding: comments do not count.
    """
    head = _COMMENT.sub(b"", data[:LOOKED_AT])
    found = _META.search(head) or _XML.search(head)
    return found[1].decode("ascii", "replace") if found else None
