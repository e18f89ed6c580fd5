"""The figures of the latest run in a file for Prometheus' text file collector, written whole or not at all."""

import logging
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.settings import Settings
from flows.telling.standing import standing

logger = logging.getLogger("dateline.metrics")

GAUGES = {
    "bytes": "Size of the database in bytes.",
    "disk_free_bytes": "Bytes free on the disk of the database.",
    "documents": "Documents in the database.",
    "articles": "Articles in the database.",
    "articles_stale": "Articles that other versions made.",
    "rejects_open": "Files and records that could not be read, are still there and not ignored.",
    "prefect_bytes": "Size of Prefect's own database in bytes.",
}
"""What stands, and what it means."""

RUN_GAUGES = {
    "files_seen": "Files that the latest run found.",
    "files_new": "Files that it read for the first time.",
    "files_changed": "Files whose content had changed.",
    "files_vanished": "Files that were gone.",
    "files_rejected": "Files that it could not read.",
    "rejects": "Files and records that it could not read.",
    "mentions": "Mentions that it wrote.",
    "seconds": "Seconds that it took.",
}


def write_metrics(settings: Settings) -> None:
    """Write the file that DATELINE_METRICS_FILE names, if it names one. A file that cannot be written fails no run."""
    if settings.metrics_file is None:
        return
    try:
        _replace(settings.metrics_file, "".join(exposition(standing(settings))))
    except OSError as error:
        logger.warning("%s cannot be written: %s", settings.metrics_file, error.strerror)


def exposition(told: dict[str, Any]) -> list[str]:
    """Lines in Prometheus' text format, from what `standing` tells."""
    lines = [line for name, help_ in GAUGES.items() for line in _gauge(name, help_, told[name])]
    for run in told["runs"][:1]:
        lines += [line for name, help_ in RUN_GAUGES.items() for line in _gauge(f"run_{name}", help_, run[name])]
        ended = datetime.fromisoformat(run["finished_at"]).timestamp() if run["finished_at"] else None
        lines += _gauge("run_ended_timestamp_seconds", "When the latest run ended.", ended)
        good = int(str(run["state"]).startswith("completed"))
        lines += _gauge("run_ok", "1 when the latest run completed, with rejects or without.", good)
    return lines


def _gauge(name: str, help_: str, value: float | None) -> list[str]:
    if value is None:
        return []
    return [f"# HELP dateline_{name} {help_}\n", f"# TYPE dateline_{name} gauge\n", f"dateline_{name} {value}\n"]


def _replace(path: Path, content: str) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(content, encoding="utf-8")
    part.replace(path)
