"""CSV and TSV: a record a row, the names of its fields in the first."""

import csv
import io
from collections.abc import Iterator, Sequence

from flows.text.decoding import Decoded, decode, unescaped
from flows.text.encoding_labels import codec_of
from flows.text.errors import BadRecord, EmptyText, TooLarge
from flows.text.readers.base import Opened, Reject, reject, too_large
from flows.text.readers.binary import refuse_binary
from flows.text.readers.fields import has_text, shown
from flows.text.readers.record import canonical_hash, to_document
from flows.text.records import Document

DELIMITERS = (",", ";", "\t")
_HEAD = 65_536
_MEND = "mend that row; the other records are read"


def read(opened: Opened) -> Iterator[Document | Reject]:
    """Yield a document or a reject for each row below the first; blank rows do not count."""
    csv.field_size_limit(max(csv.field_size_limit(), opened.limits.record_bytes))
    encoding = _encoding(opened)
    text = io.TextIOWrapper(opened.stream, codec_of(encoding.encoding), _errors(encoding), newline="")
    try:
        yield from _table(opened, _bounded(text, opened.limits.record_bytes), encoding)
    except (csv.Error, UnicodeDecodeError) as error:
        mend = "look for a quotation mark that is not closed; nothing after that place is read"
        raise BadRecord(f"cannot be read to its end: {error}", mend) from error
    finally:
        text.detach()


def _encoding(opened: Opened) -> Decoded:
    """Decode whole lines at the head: the rest is taken to be in the same encoding."""
    head = opened.stream.peek(_HEAD)[:_HEAD]
    if not head:
        raise EmptyText("there is no text in it", "fill or remove it")
    refuse_binary(head)
    return decode(head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1] or head)


def _errors(found: Decoded) -> str:
    return "surrogatepass" if found.encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"


def _bounded(text: io.TextIOWrapper, limit: int) -> Iterator[str]:
    first = True
    while line := text.readline(limit + 1):
        if len(line) > limit:
            raise TooLarge(*too_large(limit, "a line"))
        yield line.removeprefix("\ufeff") if first else line
        first = False


def _table(opened: Opened, lines: Iterator[str], encoding: Decoded) -> Iterator[Document | Reject]:
    head = next((line for line in lines if line.strip()), "")
    delimiter = "\t" if opened.suffix == ".tsv" else delimiter_of(head)
    rows = csv.reader(_after(head, lines), delimiter=delimiter)
    names = [name.strip() for name in next(rows, [])]
    if not has_text(names, opened.mapping):
        listed = shown(dict.fromkeys(names))
        raise BadRecord(f"no column of text; its columns are {listed}", "name the one that is: --map COLUMN=text")
    record = 0
    for row in rows:
        if any(cell.strip() for cell in row):
            record += 1
            yield _record(opened, names, row, record, rows.line_num, encoding)
    if not record:
        raise EmptyText("there is no row below its first", "fill or remove it")


def _after(head: str, lines: Iterator[str]) -> Iterator[str]:
    yield head
    yield from lines


def delimiter_of(head: str) -> str:
    """Choose the delimiter that parts the first row into the most columns; the comma when none does.

    >>> delimiter_of('title;text;"a, b, c"')
    ';'
    """
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader([head], delimiter=delimiter), [])))


def _record(
    opened: Opened, names: Sequence[str], row: Sequence[str], record: int, line: int, encoding: Decoded
) -> Document | Reject:
    cells, mixed = zip(*map(unescaped, row), strict=True)
    raw: dict[str, object] = dict(zip(names, cells, strict=False))
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        message = f"the row that ends on line {line} has {len(cells)} columns, the first row {len(names)}"
        return reject(f"{opened.uri}#{record}", canonical_hash(raw), BadRecord(message, _MEND))
    found = Decoded("", "utf-8+windows-1252", "mixed") if any(mixed) else encoding
    return to_document(opened, {name: cell for name, cell in raw.items() if name and cell}, record, found)
