"""CSV and TSV: a record a row, the names of its fields in the first."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from flows.text.decoding import Decoded, decode, unescaped
from flows.text.decoding.detection import mark_of, wide_encoding
from flows.text.decoding.labels import codec_of
from flows.text.errors import BadRecord, EmptyText, TooLarge
from flows.text.readers.base import Opened, Reject, reject, too_large
from flows.text.readers.binary import refuse_binary
from flows.text.readers.fields import has_text, shown
from flows.text.readers.record import canonical_hash, to_document
from flows.text.records import Document

DELIMITERS = (",", ";", "\t")
COLUMNS = 10_000
"""Columns that a table may have."""

_HEAD = 65_536
_NO_LIMIT = 2**31 - 1
_MEND = "mend that row; the other records are read"


def read(opened: Opened) -> Iterator[Document | Reject]:
    """Yield a document or a reject for each row below the first; blank rows do not count."""
    csv.field_size_limit(_NO_LIMIT)
    encoding = _encoding(opened)
    text = io.TextIOWrapper(opened.stream, codec_of(encoding.encoding), _errors(encoding), newline="")
    try:
        yield from _table(opened, _Lines(text, opened.limits.record_bytes), encoding)
    except (csv.Error, UnicodeDecodeError) as error:
        mend = "look for a quotation mark that is not closed; nothing after that place is read"
        raise BadRecord(f"cannot be read to its end: {error}", mend) from error
    finally:
        text.detach()


def _encoding(opened: Opened) -> Decoded:
    """Decode whole lines at the head: the rest is taken to be in the same encoding."""
    head = opened.stream.peek(_HEAD)[:_HEAD]
    refuse_binary(head)
    if encoding := wide_encoding(head):
        return Decoded("", encoding, "bom" if mark_of(head) else "detected")
    return decode(head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1] or head)


def _errors(found: Decoded) -> str:
    return "surrogatepass" if found.encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"


class _Lines:
    """The lines of a table, and how many characters of them the row at hand has taken.

    The limit of the csv module is for the whole process, and on a field; hence one of our own.
    """

    def __init__(self, text: io.TextIOWrapper, limit: int) -> None:
        self.taken = 0
        self._read = text.readline
        self._limit = limit

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._read(self._limit + 1)
        self.taken += len(line)
        if self.taken > self._limit:
            message, mend = too_large(self._limit, "a row")
            raise TooLarge(message, f"look for a quotation mark that is not closed; else {mend}")
        if not line:
            raise StopIteration
        return line


def _table(opened: Opened, lines: _Lines, encoding: Decoded) -> Iterator[Document | Reject]:
    head = next((line for line in lines if line.strip("\ufeff \t\r\n")), "").removeprefix("\ufeff")
    delimiter = "\t" if opened.suffix == ".tsv" else delimiter_of(head, opened.mapping)
    rows = csv.reader(_after(head, lines), delimiter=delimiter)
    cells = next(rows, [])
    if not cells:
        raise EmptyText("there is no text in it", "fill or remove it")
    if len(cells) > COLUMNS:
        raise TooLarge(f"its first row has {len(cells):,} columns", f"keep it to {COLUMNS:,}")
    names = _distinct(cells)
    if not has_text(names, opened.mapping):
        listed = shown(dict.fromkeys(names))
        raise BadRecord(f"no column of text; its columns are {listed}", "name the one that is: --map text=COLUMN")
    record = lines.taken = 0
    for row in rows:
        lines.taken = 0
        if any(cell.strip() for cell in row):
            record += 1
            yield _record(opened, names, row, record, rows.line_num, encoding)
    if not record:
        raise EmptyText("there is no row below its first", "fill or remove it")


def _distinct(cells: Sequence[str]) -> list[str]:
    """Name each column, the nameless and the repeated ones by their place."""
    names: dict[str, None] = {}
    for place, cell in enumerate(cells, 1):
        name = unescaped(cell)[0].strip() or f"column {place}"
        names[f"{name} {place}" if name in names else name] = None
    return list(names)


def _after(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield head
    yield from lines


def delimiter_of(head: str, mapping: Mapping[str, str]) -> str:
    """Choose the delimiter that makes a column of text of the first row, then the one that makes the most columns.

    >>> delimiter_of('title;text;"a, b, c"', {})
    ';'
    """

    def fit(delimiter: str) -> tuple[bool, int]:
        cells = next(csv.reader([head], delimiter=delimiter), [])
        return has_text(map(str.strip, cells), mapping), len(cells)

    return max(DELIMITERS, key=fit)


def _record(
    opened: Opened, names: Sequence[str], row: Sequence[str], record: int, line: int, encoding: Decoded
) -> Document | Reject:
    cells, mixed = zip(*map(unescaped, row), strict=True)
    raw: dict[str, object] = dict(zip_longest(names, cells[: len(names)], fillvalue=""))
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        message = f"the row that ends on line {line} has {len(cells)} columns, the first row {len(names)}"
        return reject(f"{opened.uri}#{record}", canonical_hash(raw), BadRecord(message, _MEND))
    found = Decoded("", "utf-8+windows-1252", "mixed") if any(mixed) else encoding
    return to_document(opened, raw, record, found)
