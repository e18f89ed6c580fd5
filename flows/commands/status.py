"""`dateline status`: how things stand, in words or as JSON."""

import json
from collections.abc import Iterator
from typing import Any

from flows.settings import Settings
from flows.telling.standing import standing
from flows.telling.tables import one_line, write_rows

UNITS = ("bytes", "kB", "MB", "GB", "TB")


def run_status(settings: Settings, *, as_json: bool) -> int:
    """Print it. Returns the exit code."""
    told = standing(settings)
    if as_json:
        print(json.dumps(told, indent=2))
        return 0
    facts = list(_facts(told))
    width = max(len(name) for name, _ in facts)
    print("\n".join(f"{name:{width}}  {one_line(value)}" for name, value in facts))
    if not told["schema_is_current"]:
        return 0
    columns = ("run", "work", "state", "started", "seconds", "seen", "new", "changed", "vanished", "rejects")
    names = ("id", "work", "state", "started_at", "seconds", "files_seen", "files_new", "files_changed")
    rows = [tuple(run[name] for name in (*names, "files_vanished", "rejects")) for run in told["runs"]]
    print("".join(write_rows(columns, rows, "table")), end="")
    return 0


def _facts(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    free = "" if told["disk_free_bytes"] is None else f", {size(told['disk_free_bytes'])} free on its disk"
    yield "database", f"{told['database']}, {size(told['bytes'])}{free}"
    yield "schema", f"{told['schema']}" if told["schema_is_current"] else f"{told['schema']}: run `dateline migrate`"
    if not told["schema_is_current"]:
        return
    gone = f", {told['documents_vanished']} of vanished files" if told["documents_vanished"] else ""
    yield "articles", f"{told['articles']}{gone}"
    mend = ": run `dateline reannotate --stale`" if told["articles_stale"] else ""
    yield "stale articles", f"{told['articles_stale']}{mend}"
    ignored = f", {told['rejects_ignored']} ignored" if told["rejects_ignored"] else ""
    yield "open rejects", f"{told['rejects_open']}{': see `dateline rejects`' if told['rejects_open'] else ''}{ignored}"
    yield "writing now", _held(told["writing"]) if told["writing"] else "nobody"
    schedule = told["schedule"]
    yield "schedule", _held(schedule) if schedule else "none is served"
    if schedule:
        yield "next run", str(schedule["next"] or "not known yet")
        yield "pages", str(schedule["pages"] or "not known yet")
    yield "Prefect's history", size(told["prefect_bytes"])


def _held(lock: dict[str, Any]) -> str:
    return f"{lock['work']}, process {lock['process']} on {lock['machine']}, since {lock['since']}"


def size(number: int) -> str:
    """Bytes as a person reads them: `3.2 MB`, in powers of ten.

    >>> size(999), size(3_200_000)
    ('999 bytes', '3.2 MB')
    """
    value, unit = float(number), 0
    while value >= 1000 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.1f} {UNITS[unit]}" if unit else f"{number} bytes"
