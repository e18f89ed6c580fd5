"""Open a file so that nothing it may be or do while it is read can hang or mislead: bounded, watched, decompressed."""

import errno
import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from flows.text.errors import TooLarge, Unreadable
from flows.text.readers.base import CHUNK, Limits

_MENDS = {
    errno.EACCES: "give the user who runs dateline permission to read it",
    errno.EPERM: "give the user who runs dateline permission to read it",
    errno.ENOENT: "it vanished after the folder was listed; run again",
    errno.ELOOP: "it became a link after the folder was listed; run again",
    errno.EMFILE: "too many files are open; raise the limit (ulimit -n) and run again",
    errno.ENFILE: "too many files are open; raise the limit of the system and run again",
}


@contextmanager
def opened(path: str, limits: Limits, *, compressed: bool) -> "Iterator[io.BufferedReader[io.RawIOBase]]":
    """Open `path` for reading; `compressed` says that it is gzip.

    The stream raises Unreadable when the file is not regular, changes while it is read or is not whole gzip, and
    TooLarge when it expands past the limits.
    """
    with open_safely(path) as file, io.BufferedReader(_stream(file, limits, compressed), CHUNK) as stream:
        yield stream


def unreadable(error: OSError) -> Unreadable:
    """Say in words what the system answered."""
    reason = error.strerror or type(error).__name__
    mend = _MENDS.get(error.errno or 0, "see to it that it can be read, and run again")
    return Unreadable(f"cannot be read: {reason}", mend)


def open_safely(path: str) -> io.FileIO:
    """Open without following a link or waiting for a FIFO."""
    return io.FileIO(path, "r", opener=_open)


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))


def _stream(file: io.FileIO, limits: Limits, compressed: bool) -> io.RawIOBase:
    steady = _Steady(file)
    return _Gunzipped(steady, limits) if compressed else steady


class _Steady(io.RawIOBase):
    """The bytes that the file had when it was opened; Unreadable at the end when it has changed since."""

    def __init__(self, file: io.FileIO) -> None:
        self._file = file
        self._stat = os.fstat(file.fileno())
        self.taken = 0  # up to where it was read
        if not stat.S_ISREG(self._stat.st_mode):
            raise Unreadable("not a regular file", "replace it by a file")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self.taken = self._file.seek(offset, whence)
        return self.taken

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        left = max(0, self._stat.st_size - self.taken)
        count = self._file.readinto(memoryview(buffer)[:left]) or 0 if left else 0
        self.taken += count
        if not count:
            self._check()
        return count

    def _check(self) -> None:
        now, then = os.fstat(self._file.fileno()), self._stat
        if (now.st_size, now.st_mtime_ns) != (then.st_size, then.st_mtime_ns) or self.taken != then.st_size:
            raise Unreadable("changed while it was read", "it is read again by the next run")


class _Gunzipped(io.RawIOBase):
    """What a gzip file of one or more members holds."""

    def __init__(self, steady: _Steady, limits: Limits) -> None:
        self._steady = steady
        self._gzip = gzip.GzipFile(fileobj=io.BufferedReader(steady, CHUNK), mode="rb")
        self._limits = limits
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        try:
            count = self._gzip.readinto1(buffer)
        except EOFError as error:
            raise Unreadable("the gzip file is cut short", "fetch it again") from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise Unreadable(f"not a sound gzip file: {error}", "fetch it again, or mend its suffix") from error
        self._given += count
        self._check()
        return count

    def _check(self) -> None:
        if self._given > max(self._limits.expansion_free, self._limits.expansion * self._steady.taken):
            raise TooLarge(
                f"grows to more than {self._limits.expansion} times its compressed size",
                "if it is not a gzip bomb, decompress it first",
            )
