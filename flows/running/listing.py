"""Files still to be read, packed: a long list of them would be most of a large run's memory.

>>> files = [SeedFile(f"/news/{number}.txt", f"{number}.txt", 14, 1700748000) for number in range(2500)]
>>> listed = listing(files)
>>> list(listed) == files, len(listed), listed[1700].uri
(True, 2500, '1700.txt')
"""

import pickle
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import overload

from flows.text.seeds import SeedFile

AT_ONCE = 1000
"""Files that are packed together, and unpacked again when it is their turn: some 15 bytes each, not 300."""


class Packed(Sequence[SeedFile]):
    """Files in their order."""

    __slots__ = ("_length", "_parts")

    def __init__(self, files: Sequence[SeedFile]) -> None:
        some, self._length = iter(files), len(files)
        self._parts: list[bytes] = []
        while part := [tuple(file) for file in islice(some, AT_ONCE)]:
            self._parts.append(zlib.compress(pickle.dumps(part), 1))

    def __len__(self) -> int:
        """How many there are."""
        return self._length

    def __iter__(self) -> Iterator[SeedFile]:
        """One after another; a part is in memory while its files are asked for."""
        for number in range(len(self._parts)):
            yield from self._part(number)

    @overload
    def __getitem__(self, index: int) -> SeedFile: ...
    @overload
    def __getitem__(self, index: slice) -> list[SeedFile]: ...
    def __getitem__(self, index: int | slice) -> SeedFile | list[SeedFile]:
        """The file of that number."""
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(self._length))]
        part, place = divmod(range(self._length)[index], AT_ONCE)
        return self._part(part)[place]

    def _part(self, number: int) -> list[SeedFile]:
        return [SeedFile(*file) for file in pickle.loads(zlib.decompress(self._parts[number]))]  # noqa: S301 - our own


def listing(files: Sequence[SeedFile]) -> Sequence[SeedFile]:
    """The files, packed when they are many."""
    return Packed(files) if len(files) > AT_ONCE else tuple(files)
