"""The clock of a run."""

from datetime import UTC, datetime


def now() -> datetime:
    """The moment, in UTC and whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)
