"""Web archives: the pages and texts that a crawler was answered with, each with its address and time.

`.warc`, `.warc.gz` and `.wacz` (a zip of such files) are read with warcio, an extra. Only answers of success that are
HTML or plain text become documents; a `revisit` becomes one when what it refers to came before it in the same file.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, cast

from flows.text.errors import BadInput, BadRecord, EmptyText, TooLarge, Unreadable
from flows.text.readers import page, plain
from flows.text.readers.base import Limits, Opened, Reject, digest, reject, too_large
from flows.text.readers.warc_payloads import Payloads
from flows.text.readers.warc_records import Source, members, records
from flows.text.readers.warc_records import plain as whole
from flows.text.records import Document

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS = frozenset({"text/plain"})
_INSIDE = ("archive/", ".warc", ".warc.gz")


def read(opened: Opened) -> Iterator[Document | Reject]:
    """Yield a document or a reject for each answer with text, counted from 1 in `uri#n`."""
    compressed = opened.uri.lower().endswith(".gz")
    chunks = members(opened.stream, opened.limits) if compressed else whole(opened.stream)
    yield from _numbered(opened, answers(Source(chunks), opened.limits))


def read_wacz(opened: Opened) -> Iterator[Document | Reject]:
    """Read each archive in a WACZ file (https://specs.webrecorder.net/wacz/1.1.1/), in the order of names."""
    if not opened.stream.seekable():
        raise Unreadable("a WACZ file is a zip and cannot be read inside gzip", "decompress it first")
    try:
        with zipfile.ZipFile(opened.stream) as archive:
            yield from _numbered(opened, _all_answers(archive, opened.limits))
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise Unreadable(f"not a sound WACZ file: {error}", "fetch it again") from error


def _all_answers(archive: zipfile.ZipFile, limits: Limits) -> Iterator["Answer | BadInput"]:
    folder, *suffixes = _INSIDE
    if sum(info.compress_size for info in archive.infolist()) > _size(archive):
        raise Unreadable("the files in it lie over one another", "fetch it again; if so it comes, it is a zip bomb")
    for info in sorted(archive.infolist(), key=lambda each: each.filename):
        if not (info.filename.startswith(folder) and info.filename.lower().endswith(tuple(suffixes))):
            continue
        if info.file_size > max(limits.expansion_free, limits.expansion * info.compress_size):
            yield TooLarge(f"{info.filename} grows too much", "if it is not a zip bomb, unpack it first")
            continue
        try:
            with archive.open(info) as stream:
                compressed = info.filename.lower().endswith(".gz")
                yield from answers(Source(members(stream, limits) if compressed else whole(stream)), limits)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            yield BadRecord(f"{info.filename} cannot be read: {error}", "fetch the file again; the others are read")


def _size(archive: zipfile.ZipFile) -> int:
    """Bytes of the archive: each byte of it may be read once, not once for each of a million names."""
    stream = cast(io.BufferedReader, archive.fp)
    return stream.seek(0, io.SEEK_END)


def _numbered(opened: Opened, found: Iterator["Answer | BadInput"]) -> Iterator[Document | Reject]:
    number = 0
    for number, each in enumerate(found, 1):
        uri = f"{opened.uri}#{number}"
        try:
            if isinstance(each, BadInput):
                raise each
            yield _document(uri, number, each)
        except BadInput as error:
            yield reject(uri, None if isinstance(each, BadInput) else digest(each.data), error)
    if not number:
        raise EmptyText("it holds no answer that is HTML or text", "remove it, or look whether it was fetched whole")


def _document(uri: str, number: int, answer: "Answer") -> Document:
    make = page.page if answer.media_type in _PAGES else plain.to_document
    made = make(uri, answer.data, declared=answer.charset)
    fields = {"url": answer.url, "fetched": answer.date}
    return Document(
        uri, made.content, made.content_hash, made.media_type, made.encoding, made.encoding_basis, number,
        {name: value for name, value in fields.items() if value},
    )  # fmt: skip


class Answer:
    """What a server answered with: its text as bytes, from where and when, and what it said of them."""

    __slots__ = ("charset", "data", "date", "media_type", "url")

    def __init__(self, data: bytes, url: str, date: str, media_type: str, charset: str | None) -> None:
        self.data, self.url, self.date, self.media_type, self.charset = data, url, date, media_type, charset


def answers(source: Source, limits: Limits) -> Iterator[Answer | BadInput]:
    """Answers with text, in the order of their records; what is broken is told in its place."""
    parse = _parser()
    seen = Payloads()
    for each in records(source, limits):
        if isinstance(each, BadInput):
            yield each
            continue
        try:
            found = _answer(parse(each), seen, limits)
        except BadInput as error:
            yield error
        except Exception as error:  # warcio lets pass what it did not expect in a record
            yield BadRecord(f"cannot be read: {error}", "fetch the file again; the other records are read")
        else:
            if found:
                yield found


def _answer(record: Any, seen: Payloads, limits: Limits) -> Answer | None:
    kind, header = record.rec_type, record.rec_headers.get_header
    url, date = str(header("WARC-Target-URI") or "").strip("<>"), str(header("WARC-Date") or "")
    if kind == "revisit":
        found = seen.of(header("WARC-Payload-Digest"), header("WARC-Refers-To-Target-URI") or url)
        return Answer(found[0], url, date, *found[1:]) if found else None
    if kind == "response" and record.http_headers:
        if not str(record.http_headers.get_statuscode()).startswith("2"):
            return None
        stated = record.http_headers.get_header("Content-Type") or ""
    elif kind == "resource":
        stated = record.content_type or ""
    else:
        return None
    media_type, charset = _parted(stated)
    if media_type not in _PAGES | _TEXTS:
        return None
    data = record.content_stream().read(limits.record_bytes + 1)
    if len(data) > limits.record_bytes:
        raise TooLarge(*too_large(limits.record_bytes, "the answer"))
    seen.keep(header("WARC-Payload-Digest"), url, (data, media_type, charset))
    return Answer(data, url, date, media_type, charset)


def _parted(content_type: str) -> tuple[str, str | None]:
    media_type, *parameters = content_type.split(";")
    named = (part.strip().partition("=") for part in parameters)
    charset = next((value.strip("\"' ") for name, _, value in named if name.strip().lower() == "charset"), None)
    return media_type.strip().lower(), charset or None


def _parser() -> Any:
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise Unreadable("reading web archives needs warcio", "pip install 'dateline[warc]', and run again") from error

    def parse(data: bytes) -> Any:
        return next(ArchiveIterator(io.BytesIO(data)))

    return parse
