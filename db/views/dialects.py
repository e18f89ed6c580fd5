"""The few words in which the two databases differ, written `{word argument, …}` in a view's SELECT.

>>> in_dialect("SELECT {day a.published_at} FROM articles a", "sqlite")
'SELECT substr(a.published_at, 1, 10) FROM articles a'
"""

import re

WORDS: dict[str, dict[str, str]] = {
    "sqlite": {
        "day": "substr({0}, 1, 10)",
        "week": "date({0}, '-6 days', 'weekday 1')",
        "month": "substr({0}, 1, 7)",
        "seconds": "CAST(round((julianday({0}) - julianday({1})) * 86400) AS INTEGER)",
        "joined": "group_concat({0}, ', ')",
        "bytes": "{0}",
    },
    "postgresql": {
        "day": "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
        "week": "to_char(date_trunc('week', {0} AT TIME ZONE 'UTC'), 'YYYY-MM-DD')",
        "month": "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM')",
        "seconds": "CAST(round(extract(epoch FROM {0} - {1})) AS integer)",
        "joined": "string_agg({0}, ', ')",
        "bytes": '{0} COLLATE "C"',
    },
}
"""Instants are ISO 8601 text on SQLite and `timestamp with time zone` on PostgreSQL; days are UTC on both.

`bytes` sorts by code points.
"""

_WORD = re.compile(r"\{(\w+) ([^{}]+)\}")


def in_dialect(select: str, dialect: str) -> str:
    """The SELECT as that database takes it. Raises KeyError for a word that is not ours."""
    return _WORD.sub(lambda found: WORDS[dialect][found[1]].format(*map(str.strip, found[2].split(","))), select)
