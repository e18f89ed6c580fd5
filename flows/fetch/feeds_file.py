"""A file of feeds, as people write it (TOML): which feeds, and how politely they are asked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.fetch.limits import Manners, Wanted
from flows.text.errors import SettingsError

_MEND = "see docs/feeds.md"
_KEYS = {"delay", "contact", "allow_private", "feed"}


@dataclass(frozen=True, slots=True)
class FeedsFile:
    """What a file of feeds says."""

    wanted: tuple[Wanted, ...] = ()
    manners: Manners = field(default_factory=Manners)


def read_feeds_file(file: Path) -> FeedsFile:
    """Read it. Raises SettingsError, which says what is wrong in it."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"cannot read the feeds in {file}: {error}", _MEND) from error
    _require_sense(said, file)
    wanted = tuple(Wanted(one["url"], one.get("source", "")) for one in said.get("feed", []))
    delay, private = float(said.get("delay", 1.0)), said.get("allow_private") is True
    return FeedsFile(wanted, Manners(delay=delay, contact=said.get("contact", ""), allow_private=private))


def _require_sense(said: Mapping[str, Any], file: Path) -> None:
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


def _is_feed(each: object) -> bool:
    return (
        isinstance(each, dict)
        and isinstance(each.get("url"), str)
        and isinstance(each.get("source", ""), str)
        and not each.keys() - {"url", "source"}
    )
