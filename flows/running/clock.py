"""The clock of a run: it never goes back while the run goes on, also when the machine's is set back."""

from datetime import UTC, datetime

_latest = datetime.min.replace(tzinfo=UTC)


def begin() -> datetime:
    """The moment at which a run begins, by the machine's clock as it is."""
    global _latest
    _latest = _machine()
    return _latest


def now() -> datetime:
    """The moment, in UTC and whole seconds; while the machine's clock stands before one that was told, that one."""
    global _latest
    _latest = max(_latest, _machine())
    return _latest


def _machine() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
