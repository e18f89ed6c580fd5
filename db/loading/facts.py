"""What the tables say of some keys, for judging them: who is mentioned, how they sound, which offices they have."""

import json
from collections.abc import Collection

from sqlalchemy import Connection, exists, select, text

from db.entities.judging import Facts, base
from db.entities.names import ENTITIES
from db.entities.offices import homonyms, offices_of
from db.entities.placement import TIES
from db.loading.statements import look_up
from db.loading.stored import MENTIONS

LISTED = {"sqlite": "json_each(:keys)", "postgresql": "json_array_elements_text(CAST(:keys AS json)) AS listed(value)"}
MENTIONED = "SELECT value FROM {} WHERE EXISTS (SELECT 1 FROM mentions WHERE resolved_key = value)"


def facts_about(connection: Connection, keys: Collection[str]) -> Facts:
    """All that counts for judging these keys."""
    offices = offices_of(connection, keys)
    present = {f"{key}@{code}" for key, articles in offices.items() for code in articles}
    present |= _mentioned_bare(connection, keys)
    doubtful = {key: articles for key, articles in offices.items() if len(articles) > 1}
    return Facts(
        present=frozenset(present),
        sounds=sounds_of(connection, keys),
        offices={key: frozenset(articles) for key, articles in offices.items()},
        homonyms=homonyms(connection, doubtful),
    )


def _mentioned_bare(connection: Connection, keys: Collection[str]) -> set[str]:
    """Keys that some mention has without an office: moved elsewhere, or at the entity of the key."""
    statement = text(MENTIONED.format(LISTED[connection.dialect.name]))
    moved = set(connection.execute(statement, {"keys": json.dumps(sorted(keys))}).scalars())
    here = exists().where(MENTIONS.c.entity_id == ENTITIES.c.id, MENTIONS.c.resolved_key.is_(None))
    return moved | {row.key for row in look_up(connection, select(ENTITIES.c.key).where(here), ENTITIES.c.key,
                                               set(keys) - moved)}  # fmt: skip


def sounds_of(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    """How these keys sound, as far as they do, wherever their mentions are, with an office or without."""
    offices = {f"{key}@{code}" for key, codes in offices_of(connection, keys).items() for code in codes}
    found: dict[str, str] = {}
    for table, asked in ((ENTITIES, keys), (TIES, {*keys, *offices})):
        statement = select(table.c.key, table.c.sound).where(table.c.sound.is_not(None))
        found |= {base(row.key): row.sound for row in look_up(connection, statement, table.c.key, asked)}
    return found


def mates(connection: Connection, keys: Collection[str]) -> set[str]:
    """Those of the keys, and all others, that sound like another one."""
    sounds = set(sounds_of(connection, keys).values())
    alike: dict[str, set[str]] = {}
    for table in (ENTITIES, TIES):
        for row in look_up(connection, select(table.c.key, table.c.sound), table.c.sound, sounds):
            alike.setdefault(row.sound, set()).add(base(row.key))
    return {key for group in alike.values() if len(group) > 1 for key in group}
