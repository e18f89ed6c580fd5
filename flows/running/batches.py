"""Files in, batches of documents out: bounded in number and in characters, whatever the size of a file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from db.records import CandidateRow, DocumentRows
from flows.crews.base import Answer
from flows.text.readers import Limits, Reject, read
from flows.text.records import Document
from flows.text.seeds import SeedFile

MOST_CHARACTERS = 2_000_000
"""A batch is closed when its texts are longer than this, so that memory is bounded by it and the longest text."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing read from a file: which one, counted from 1, and whether nothing follows."""

    file: SeedFile
    result: Document | Reject
    position: int
    last: bool

    @property
    def is_record(self) -> bool:
        """Whether it is a record of a container, and not the file itself."""
        return self.result.uri != self.file.uri


class Batch:
    """What is loaded in one transaction. A plain class, so that Prefect does not look into it for futures.

    `items` are as read. `handed` are the parts that somebody was asked to clean and recognise, with their files; the
    answers become `rows` and `rejects`. `candidates` holds by uri what may be a notice in them; `same` counts the
    documents whose content the database already has.
    """

    __slots__ = ("candidates", "handed", "items", "number", "rejects", "rows", "same")

    def __init__(self, number: int, items: list[Item]) -> None:
        self.number = number
        self.items = items
        self.handed: list[tuple[list[SeedFile], Answer]] | None = None
        self.rows: list[DocumentRows] = []
        self.candidates: dict[str, tuple[CandidateRow, ...]] = {}
        self.rejects: list[tuple[SeedFile, Reject]] = []
        self.same: set[str] = set()


def batches(
    files: Iterable[SeedFile], mapping: Mapping[str, str], size: int, limits: Limits | None = None
) -> Iterator[Batch]:
    """Read `files` one after another, at most `size` documents a batch."""
    items: list[Item] = []
    characters = number = 0
    for item in _items(files, mapping, limits):
        items.append(item)
        characters += len(item.result.content) if isinstance(item.result, Document) else 0
        if len(items) >= size or characters > MOST_CHARACTERS:
            yield Batch(number, items)
            items, characters, number = [], 0, number + 1
    if items:
        yield Batch(number, items)


def _items(files: Iterable[SeedFile], mapping: Mapping[str, str], limits: Limits | None) -> Iterator[Item]:
    for file in files:
        results = enumerate(read(file, mapping=mapping, limits=limits), start=1)
        current = next(results, None)
        while current is not None:
            following = next(results, None)
            yield Item(file, current[1], current[0], last=following is None)
            current = following
