"""Feeds for `dateline ingest`: fetch what they list, and give the folders where it stands."""

import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.fetch.limits import Manners, Wanted
from flows.running.clock import now
from flows.settings import Settings
from flows.telling.tables import one_line
from flows.text.errors import SettingsError

if TYPE_CHECKING:
    from flows.fetch.harvest import Harvest

_MEND = "see docs/feeds.md"
_KEYS = {"delay", "contact", "allow_private", "feed"}


def fetch_feeds(settings: Settings, urls: Sequence[str], file: Path | None, *, allow_private: bool) -> list[Path]:
    """Fetch the feeds at `urls` and those of `file`; the folders of pages, old ones too.

    Says on standard error what could not be fetched. Raises SettingsError for a file that cannot be used, and when the
    extra `feeds` is missing.
    """
    said = _read(file) if file else {}
    try:
        from flows.fetch.harvest import harvest_all  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise SettingsError(f"fetching feeds needs {error.name}", "pip install 'dateline[feeds]'") from error
    private = allow_private or said.get("allow_private") is True
    manners = Manners(delay=float(said.get("delay", 1.0)), contact=said.get("contact", ""), allow_private=private)
    wanted = [*map(Wanted, urls), *(Wanted(one["url"], one.get("source", "")) for one in said.get("feed", []))]
    folders = []
    for each, done in zip(wanted, harvest_all(wanted, settings.home / "feeds", manners, now), strict=True):
        _tell(each, done)
        if done.folder.is_dir():
            folders.append(done.folder)
    return folders


def _tell(wanted: Wanted, done: "Harvest") -> None:
    counts = f"{done.fetched} fetched, {done.unchanged} as before, {len(done.wrong)} failed, {done.resting} resting"
    for words in (f"{wanted.url}: {counts}", *done.wrong):
        print(f"dateline: {one_line(words)}", file=sys.stderr)


def _read(file: Path) -> Mapping[str, Any]:
    """A feeds.toml. Raises SettingsError, which says what is wrong in it."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"cannot read the feeds in {file}: {error}", _MEND) from error
    if unknown := sorted(said.keys() - _KEYS):
        raise SettingsError(f"{file}: unknown key {unknown[0]}", f"known are {', '.join(sorted(_KEYS))}")
    feeds = said.get("feed", [])
    if not isinstance(feeds, list) or not all(_is_feed(each) for each in feeds):
        raise SettingsError(f"{file}: each [[feed]] needs a url, and may have a source", _MEND)
    delay, contact = said.get("delay", 1.0), said.get("contact", "")
    if not isinstance(delay, int | float) or not 0 <= delay <= 3600 or not isinstance(contact, str):
        raise SettingsError(f"{file}: delay is seconds, contact a text", _MEND)
    if not contact.isascii() or not contact.isprintable():
        raise SettingsError(f"{file}: contact is sent to servers and must be plain ASCII", _MEND)
    return said


def _is_feed(each: object) -> bool:
    return (
        isinstance(each, dict)
        and isinstance(each.get("url"), str)
        and isinstance(each.get("source", ""), str)
        and not each.keys() - {"url", "source"}
    )
