"""Instants in words, as exact as they are known and no more."""

from datetime import UTC, datetime

_FORMS = {"year": "%Y", "month": "%B %Y", "day": "%-d %B %Y", "minute": "%-d %B %Y, %H:%M UTC"}


def instant(value: object) -> datetime | None:
    """The moment that a database gave, as text or already as one; null when it is none."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    try:
        return datetime.fromisoformat(value).astimezone(UTC) if isinstance(value, str) else None
    except ValueError:
        return None


def told(value: object, precision: str | None = "minute") -> str:
    """A moment for people, no more exact than `precision`; empty for none.

    >>> told("2026-02-03T14:20:00Z"), told("2026-02-03T00:00:00Z", "day")
    ('3 February 2026, 14:20 UTC', '3 February 2026')
    """
    moment = instant(value)
    if moment is None:
        return "" if value is None else str(value)
    form = _FORMS.get("minute" if precision in (None, "second") else precision or "", _FORMS["minute"])
    return moment.strftime(form.replace("%-d", str(moment.day)))


def machine(value: object, precision: str | None = "minute") -> str:
    """The same for the `datetime` attribute of a page."""
    moment = instant(value)
    if moment is None:
        return ""
    length = {"year": 4, "month": 7, "day": 10}.get(precision or "", 20)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")[:length]
