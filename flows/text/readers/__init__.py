"""Read input files: a module a format, and the one registry of them.

To add a format, write its reader (see `base.Reader`) and give its suffixes a line in `READERS`.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from flows.text.errors import BadInput, TooLarge, Unreadable
from flows.text.readers import json_file, json_lines, page, plain, table, warc
from flows.text.readers.base import Limits, Opened, Reader, Reject, SeedFile, reject
from flows.text.readers.opening import opened, unreadable
from flows.text.records import Document

__all__ = ["READERS", "Limits", "Reject", "known_suffix", "read"]

READERS: Mapping[str, Reader] = {
    ".txt": plain.read,
    ".md": plain.read,
    ".html": page.read,
    ".htm": page.read,
    ".xhtml": page.read,
    ".json": json_file.read,
    ".jsonl": json_lines.read,
    ".ndjson": json_lines.read,
    ".csv": table.read,
    ".tsv": table.read,
    ".warc": warc.read,
    ".wacz": warc.read_wacz,
}
"""Suffix, in small letters, to the reader of its format. Each is read with `.gz` after it too."""

_SUFFIXES = {**{suffix: suffix for suffix in READERS}, **{f"{suffix}.gz": suffix for suffix in READERS}}


def known_suffix(name: str) -> str | None:
    """Return the suffix of `name` that a reader knows, without `.gz`; null when there is none.

    >>> known_suffix("Storm.TXT.gz"), known_suffix("storm.pdf")
    ('.txt', None)
    """
    end = name[name.rfind(".") :]
    if end in _SUFFIXES:
        return _SUFFIXES[end]
    end = end.lower()
    if end == ".gz":
        end = name[name.rfind(".", 0, -3) :].lower()
    return _SUFFIXES.get(end)


def read(
    file: SeedFile, *, mapping: Mapping[str, str] = MappingProxyType({}), limits: Limits | None = None
) -> Iterator[Document | Reject]:
    """Yield the documents of `file`, and a Reject for each thing in it that cannot become one; never raise for either.

    `mapping` says for fields of records what they are: `{"maintext": "text"}`. A file that turns out bad midway (cut
    short, changed while it was read) yields what was sound before, then one Reject under the file's own uri.
    """
    try:
        yield from _read(file, mapping, limits or Limits())
    except BadInput as error:
        yield reject(file.uri, None, error)
    except OSError as error:
        yield reject(file.uri, None, unreadable(error))
    except MemoryError:
        yield reject(file.uri, None, TooLarge("does not fit into memory", "split it, or lower the limit of size"))


def _read(file: SeedFile, mapping: Mapping[str, str], limits: Limits) -> Iterator[Document | Reject]:
    suffix = known_suffix(file.uri)
    if suffix is None:
        raise Unreadable("no reader knows its suffix", f"give it one of {', '.join(READERS)}")
    compressed = suffix != ".warc" and file.uri.lower().endswith(".gz")  # its members are records, each read by itself
    with opened(file.path, limits, compressed=compressed) as stream:
        yield from READERS[suffix](Opened(file.uri, suffix, stream, limits, mapping))
