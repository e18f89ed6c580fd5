"""What a schedule that is served says of itself in a file of dateline's home, for `dateline status`."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.instants import instant_text

if TYPE_CHECKING:
    from flows.scheduling.supervise import Served

NOTE = "schedule.json"


def write_timetable(home: Path, served: "Served", url: str, following: datetime | None) -> None:
    """Note what is served, where its pages are, and when the next run is due; whole or not at all."""
    told = {
        "paths": served.paths,
        "feeds": served.feeds,
        "when": str(served),
        "pages": url.removesuffix("/api"),
        "next": instant_text(following) if following else None,
    }
    part = home / f"{NOTE}.part"
    part.write_text(json.dumps(told), encoding="utf-8")
    os.replace(part, home / NOTE)  # noqa: PTH105


def read_timetable(home: Path) -> dict[str, Any] | None:
    """What was noted last; None when nothing was."""
    try:
        told = json.loads((home / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None
