"""Where fetched pages stand until, and after, they are ingested: a folder a feed, a JSON file a page, one of notes.

The notes (`.fetched.json`) keep what servers said of each address, ETag and Last-Modified too, so that what has not
changed is not sent again. They lie beside the pages: whoever removes the folder starts anew.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flows.text.slugs import slug

_NOTES = ".fetched.json"
_NAME = 60  # characters of a file's name that come from the address


class Shelf:
    """The folder of one feed."""

    def __init__(self, home: Path, feed: str) -> None:
        """`home` holds the folders of all feeds; it is made when something is stored."""
        self.folder = home / name_of(feed)
        self.notes: dict[str, dict[str, Any]] = self._read()

    def page(self, address: str) -> Path:
        """Where the page of that address stands."""
        return self.folder / f"{name_of(address)}.json"

    def put(self, address: str, record: Mapping[str, str]) -> bool:
        """Store a page; whether it differs from what is there. An equal one costs no write."""
        text = json.dumps(record, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
        path = self.page(address)
        if path.is_file() and path.read_text(encoding="utf-8", errors="replace") == text:
            return False
        _write(path, text)
        return True

    def save(self) -> None:
        """Write the notes, when they differ from those that were read."""
        if self.notes != self._read():
            _write(self.folder / _NOTES, json.dumps(self.notes, indent=0, sort_keys=True) + "\n")

    def _read(self) -> dict[str, dict[str, Any]]:
        return _notes(self.folder / _NOTES)


def _notes(file: Path) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in found.items() if isinstance(v, dict)} if isinstance(found, dict) else {}


class Place(NamedTuple):
    """What stands on a shelf of an address: the page's file, and what went wrong when it was asked for last."""

    page: Path
    why: str
    rest: str


def places_of(home: Path, address: str) -> Iterator[Place]:
    """Where the shelves in `home` have that address, or know of it."""
    for notes in sorted(home.glob(f"*/{_NOTES}")):
        page = notes.parent / f"{name_of(address)}.json"
        note = _notes(notes).get(address, {})
        if note or page.is_file():
            yield Place(page, str(note.get("why", "")), str(note.get("rest", "")))


def name_of(address: str) -> str:
    """A readable name for an address, and its own.

    >>> name_of("https://example.org/news/feed.xml")
    'example-org-news-feed-xml-52def75b'
    """
    try:
        parts = urlsplit(address)
        words = f"{parts.hostname or ''} {parts.path}"
    except ValueError:  # a feed may name anything
        words = "no address"
    readable = slug(words)[:_NAME].strip("-")
    return f"{readable}-{hashlib.sha256(address.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and on the disk before a note says so: neither a kill nor a power cut leaves half a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", errors="replace") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
