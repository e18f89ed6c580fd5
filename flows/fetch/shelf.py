"""Where fetched pages stand until, and after, they are ingested: a folder a feed, a JSON file a page, one of notes.

The notes (`.fetched.json`) keep what servers said of each address, ETag and Last-Modified too, so that what has not
changed is not sent again. They lie beside the pages: whoever removes the folder starts anew.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
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
        try:
            found = json.loads((self.folder / _NOTES).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {k: v for k, v in found.items() if isinstance(v, dict)} if isinstance(found, dict) else {}


def name_of(address: str) -> str:
    """A readable name for an address, and its own.

    >>> name_of("https://example.org/news/feed.xml")
    'example-org-news-feed-xml-52def75b'
    """
    parts = urlsplit(address)
    readable = slug(f"{parts.hostname or ''} {parts.path}")[:_NAME].strip("-")
    return f"{readable}-{hashlib.sha256(address.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _write(path: Path, text: str) -> None:
    """Whole or not at all: a killed process leaves no half of a file that would be read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8", errors="replace")
    part.replace(path)
