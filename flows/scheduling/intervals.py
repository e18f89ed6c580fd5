"""Stretches of time as people write them: `90s`, `15m`, `6h`, `1d`."""

from datetime import timedelta

from flows.text.errors import SettingsError

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_interval(text: str) -> timedelta:
    """`90s`, `15m`, `6h` or `1d` as a timedelta. Raises SettingsError for anything else, and for none at all."""
    interval = parse_wait(text)
    if not interval:
        raise SettingsError(f"{text!r} is no interval", "write it like 30s, 15m, 6h or 1d")
    return interval


def parse_wait(text: str) -> timedelta:
    """The same, where `0s` is a stretch too."""
    number, unit = text[:-1], UNITS.get(text[-1:])
    if unit is None or not number.isascii() or not number.isdigit() or len(number) > 6:
        raise SettingsError(f"{text!r} is no interval", "write it like 30s, 15m, 6h or 1d")
    return timedelta(**{unit: int(number)})
