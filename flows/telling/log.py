"""Logs: warnings in words for people, or one JSON object a line when DATELINE_LOG is `json`. No article text.

A record's `facts` (given as `extra={"facts": {…}}`) are keys of its object.
"""

import json
import logging
from datetime import UTC, datetime

NAME = "dateline"


def log_as_asked(form: str) -> None:
    """Have dateline's own loggers write to standard error: `json` from INFO on, else from WARNING on, in words."""
    root = logging.getLogger(NAME)
    for handler in list(root.handlers):
        root.removeHandler(handler)
    handler = logging.StreamHandler()
    handler.setFormatter(_Lines() if form == "json" else _Words())
    root.addHandler(handler)
    root.setLevel(logging.INFO if form == "json" else logging.WARNING)
    root.propagate = False


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        told = {"time": moment, "level": record.levelname.lower(), "logger": record.name, "event": record.getMessage()}
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told | getattr(record, "facts", {}), default=str)  # ASCII: nothing can drive a terminal


class _Words(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        words = record.getMessage()
        return "dateline: " + "".join(c if c.isprintable() else "\ufffd" for c in words)
