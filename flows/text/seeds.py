"""Find the input files of a folder: which there are, and which were passed over and why."""

import os
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final, NamedTuple

from flows.text.errors import SettingsError
from flows.text.readers import known_suffix
from flows.text.readers.base import SeedFile
from flows.text.readers.naming import clean_name

__all__ = ["Discovery", "PassedOver", "SeedFile", "find"]

HIDDEN: Final = "hidden"
IRREGULAR: Final = "not a regular file"
LINK_OUT: Final = "link out of the folder"
LINK_DEAD: Final = "link to nothing, or in a circle"
LINK_AGAIN: Final = "link to what is read under another name"
VANISHED: Final = "vanished while the folder was listed"


class PassedOver(NamedTuple):
    """Something in the folder that is not read. Reasons are few, so that they can be counted."""

    uri: str
    reason: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files to read and what was passed over, both sorted by uri; and how many were left out as unchanged."""

    files: tuple[SeedFile, ...]
    passed_over: tuple[PassedOver, ...]
    unchanged: int = 0


Known = tuple[str, int, int]
"""A file as it was: uri, bytes, modification time in nanoseconds."""


def require_place(place: Path) -> None:
    """Raise SettingsError unless there is a file or folder at `place`, and a folder can be listed."""
    try:
        root = os.path.realpath(place, strict=True)
        if S_ISDIR(os.stat(root).st_mode):  # noqa: PTH116 - as below
            os.scandir(root).close()
    except OSError as error:
        raise SettingsError(*_unusable(place, error)) from error
    except ValueError as error:
        raise SettingsError(*_no_path(place)) from error


def find(place: Path, known: set[Known] | None = None) -> Discovery:
    """List the input files in a folder and all below it, or a single file, which may be hidden.

    A link is followed when it stays in the folder and leads to what would not be met otherwise, such as something
    hidden. A file that is as it is `known` is counted, taken out of there, and not listed. Raises SettingsError when
    `place` is not there or cannot be listed.
    """
    try:
        root = os.path.realpath(place, strict=True)
        walk = _Walk(root, known if known is not None else set())
        if S_ISDIR(os.stat(root).st_mode):  # noqa: PTH116 - the walk keeps to strings for speed
            walk.run()
        else:
            walk.take(root, clean_name(os.path.basename(os.fspath(place))))  # noqa: PTH119
    except OSError as error:
        raise SettingsError(*_unusable(place, error)) from error
    except ValueError as error:
        raise SettingsError(*_no_path(place)) from error
    return Discovery(tuple(sorted(walk.files, key=itemgetter(1))), tuple(sorted(walk.passed_over)), walk.unchanged)


def _no_path(place: Path) -> tuple[str, str]:
    return f"{os.fspath(place)!a} is not a path", "give the path of a folder or file"


def _unusable(place: Path, error: OSError) -> tuple[str, str]:
    name = clean_name(os.fspath(place))
    if isinstance(error, FileNotFoundError):
        return f"{name} does not exist", "give the path of a folder of news files, or of one file"
    return f"{name} cannot be listed: {error.strerror}", "give the user who runs dateline permission to read it"


@dataclass(slots=True)
class _Walk:
    """A walk in progress. Links wait until the rest is listed and then go in their order, whatever the system's is."""

    root: str
    known: set[Known]
    unchanged: int = 0
    files: list[SeedFile] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    followed: set[str] = field(default_factory=set)

    def run(self) -> None:
        self._below(self.root, "")
        while self.links:
            links, self.links = sorted(self.links), []
            for uri, path in links:
                self._link(uri, path)

    def take(self, path: str, uri: str) -> None:
        """Take a file that was come upon by its name alone."""
        found = os.stat(path)  # noqa: PTH116
        if not S_ISREG(found.st_mode):
            self.pass_over(uri, IRREGULAR)
        elif known_suffix(uri):
            self._list(path, uri, found)
        else:
            self.pass_over(uri, unknown_suffix(uri))

    def _list(self, file: "str | os.DirEntry[str]", uri: str, found: os.stat_result) -> None:
        size, modified, left = found.st_size, found.st_mtime_ns, len(self.known)
        self.known.discard((uri, size, modified))
        if len(self.known) < left:
            self.unchanged += 1
        else:
            self.files.append(SeedFile(os.fspath(file), uri, size, modified))

    def pass_over(self, uri: str, reason: str) -> None:
        self.passed_over.append(PassedOver(uri, reason))

    def _below(self, path: str, prefix: str) -> None:
        pending = [(path, prefix)]
        while pending:
            path, prefix = pending.pop()
            try:
                with os.scandir(path) as entries:
                    for entry in entries:
                        if not self._is_as_known(entry, prefix):
                            self._entry(entry, prefix, pending)
            except OSError as error:
                if not prefix:
                    raise
                self.pass_over(prefix[:-1], f"folder that cannot be listed: {error.strerror}")

    def _is_as_known(self, entry: "os.DirEntry[str]", prefix: str) -> bool:
        """Whether it is a known file as it was, which is counted. A step of its own, for of most files it is all."""
        try:
            if entry.name[0] == "." or not entry.is_file(follow_symlinks=False):
                return False
            found = entry.stat(follow_symlinks=False)
            self.known.remove((prefix + entry.name, found.st_size, found.st_mtime_ns))
        except (KeyError, OSError):
            return False
        self.unchanged += 1
        return True

    def _entry(self, entry: "os.DirEntry[str]", prefix: str, pending: list[tuple[str, str]]) -> None:
        name = entry.name
        uri = prefix + clean_name(name)
        try:
            if name[0] == ".":
                self.pass_over(uri, HIDDEN)
            elif entry.is_file(follow_symlinks=False):
                if known_suffix(name):
                    self._list(entry, uri, entry.stat(follow_symlinks=False))
                else:
                    self.pass_over(uri, unknown_suffix(name))
            elif entry.is_dir(follow_symlinks=False):
                pending.append((entry.path, f"{uri}/"))
            elif entry.is_symlink():
                self.links.append((uri, entry.path))
            else:
                self.pass_over(uri, IRREGULAR)
        except OSError:
            self.pass_over(uri, VANISHED)

    def _link(self, uri: str, path: str) -> None:
        try:
            target = os.path.realpath(path, strict=True)
            is_folder = S_ISDIR(os.stat(target).st_mode)  # noqa: PTH116
            if target != self.root and not target.startswith(os.path.join(self.root, "")):  # noqa: PTH118
                self.pass_over(uri, LINK_OUT)
            elif self._is_met(target, is_folder):
                self.pass_over(uri, LINK_AGAIN)
            elif is_folder:
                self.followed.add(target)
                self._below(target, f"{uri}/")
            else:
                self.followed.add(target)
                self.take(target, uri)
        except OSError:
            self.pass_over(uri, LINK_DEAD)

    def _is_met(self, target: str, is_folder: bool) -> bool:
        """Whether the walk meets `target` without this link: nothing of its path is hidden, or a link led there."""
        parts = Path(target).relative_to(self.root).parts
        above = self.root
        for part in parts:
            above = f"{above}{os.sep}{part}"
            if above in self.followed:
                return True
        seen = not any(part.startswith(".") for part in parts)
        return seen and (is_folder or known_suffix(target) is not None)


def unknown_suffix(name: str) -> str:
    """Say that no reader knows the suffix of `name`, naming a short one.

    >>> unknown_suffix("report.PDF")
    'unknown suffix .pdf'
    """
    dot = name.rfind(".")
    suffix = clean_name(name[dot:].lower()) if dot > 0 else ""
    return f"unknown suffix {suffix}" if 1 < len(suffix) <= 10 else "unknown suffix"
