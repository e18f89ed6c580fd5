"""Days as people write them."""

from datetime import UTC, datetime

from flows.text.errors import SettingsError


def parse_day(text: str) -> datetime:
    """The beginning of a day, in UTC. Raises SettingsError for anything but `YYYY-MM-DD`."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise SettingsError(f"{text!r} is no date", "write it like 2026-01-31") from None
