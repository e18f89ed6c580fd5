"""`dateline entities show`: all there is to know of one entity."""

import sys
from collections.abc import Sequence

from sqlalchemy import Connection, text

from db.entities.judgements import all_judgements
from db.entities.judging import base
from flows.commands.entities import opened, told
from flows.settings import Settings
from flows.telling.tables import one_line, write_rows
from flows.text.errors import SettingsError

PARTS: dict[str, tuple[tuple[str, ...], str]] = {
    "Spellings": (
        ("spelling", "tied", "mentions", "resolved_as"),
        """SELECT m.text, m.tied, count(*), coalesce(m.resolved_key, e.key) FROM mentions m
           JOIN entities e ON e.id = m.entity_id WHERE e.key = :key
           GROUP BY m.text, m.tied, coalesce(m.resolved_key, e.key)
           ORDER BY count(*) DESC, m.text, m.tied, 4 LIMIT 50""",
    ),
    "Made one with it": (
        ("key", "rule", "score", "reason"),
        "SELECT key, rule, score, reason FROM entity_ties WHERE entity_key = :key AND key <> :key ORDER BY key",
    ),
    "Roles": (
        ("role", "country", "articles"),
        """SELECT r.text, r.country_code, count(DISTINCT m.article_id) FROM roles r
           JOIN mentions m ON m.id = r.mention_id JOIN entities e ON e.id = r.entity_id WHERE e.key = :key
           GROUP BY r.text, r.country_code ORDER BY 3 DESC, r.text, r.country_code LIMIT 20""",
    ),
    "Named in one sentence with": (
        ("key", "name", "sentences"),
        """SELECT o.key, o.name, count(DISTINCT x.article_id || ' ' || x.field || ' ' || x.sentence_start)
           FROM entities e JOIN mentions m ON m.entity_id = e.id
           JOIN mentions x ON x.article_id = m.article_id AND x.field = m.field
             AND x.sentence_start = m.sentence_start AND x.entity_id <> e.id
           JOIN entities o ON o.id = x.entity_id
           WHERE e.key = :key GROUP BY o.key, o.name ORDER BY 3 DESC, o.key LIMIT 15""",
    ),
}


def show_entity(settings: Settings, key: str) -> int:
    """Write the entity, its spellings, roles, neighbours and judgements. Raises SettingsError when there is none."""
    with opened(settings) as connection:
        lines = _head(connection, key)
        parts = {name: [tuple(row) for row in connection.execute(text(query), {"key": key})]
                 for name, (_, query) in PARTS.items()}  # fmt: skip
        judgements = all_judgements(connection).items()
    judged = [(one.id, told(one), one.who, one.decided_at, refused)
              for one, refused in judgements if key in {*one.keys, *map(base, one.keys)}]  # fmt: skip
    sys.stdout.writelines(write_rows(["", ""], lines, "table"))
    for name, found in parts.items():
        _write(name, PARTS[name][0], found)
    _write("Judgements", ("number", "judgement", "who", "when", "refused"), judged)
    return 0


def _head(connection: Connection, key: str) -> list[tuple[str, object]]:
    query = "SELECT key, type, name, country_code, external_ids FROM entities WHERE key = :key"
    if (row := connection.execute(text(query), {"key": key}).first()) is not None:
        return [(str(name), value) for name, value in row._mapping.items()]
    moved = "SELECT entity_key, reason FROM entity_ties WHERE key = :key AND entity_key <> :key"
    if (row := connection.execute(text(moved), {"key": key}).first()) is not None:
        raise SettingsError(
            f"{key} is part of {row.entity_key}: {row.reason}", f"dateline entities show {row.entity_key}"
        )
    raise SettingsError(
        f"there is no entity {one_line(key)}", "find it with `dateline query 'select key from entities'`"
    )


def _write(name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    if rows:
        print(f"\n{name}")
        sys.stdout.writelines(write_rows(columns, rows, "table"))
