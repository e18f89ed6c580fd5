"""Moments as text: ISO 8601 in UTC, to the second."""

from datetime import UTC, datetime


def instant_text(moment: datetime) -> str:
    """ISO 8601 in UTC to the second, `2026-11-23T13:00:00Z`. Raises ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
