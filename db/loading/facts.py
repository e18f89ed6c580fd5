"""What the tables say of some keys, for judging them: who is mentioned, how they sound, which offices they have."""

import json
from collections.abc import Collection

from sqlalchemy import Connection, exists, select, text

from db.entities.judging import Facts, base
from db.entities.names import ENTITIES
from db.entities.offices import held_by, homonyms, offices_of
from db.entities.placement import TIES, ties_of
from db.loading.statements import look_up_plain
from db.loading.stored import MENTIONS

LISTED = {"sqlite": "json_each(:keys)", "postgresql": "json_array_elements_text(CAST(:keys AS json)) AS listed(value)"}
MENTIONED = "SELECT value FROM {} WHERE EXISTS (SELECT 1 FROM mentions WHERE resolved_key = value)"


def facts_about(connection: Connection, keys: Collection[str]) -> Facts:
    """All that counts for judging these keys."""
    offices = offices_of(connection, keys)
    held = held_by(offices)
    present = held | _mentioned_bare(connection, keys)
    doubtful = {key: articles for key, articles in offices.items() if len(articles) > 1}
    return Facts(
        present=frozenset(present),
        sounds=sounds_of(connection, keys, held),
        offices={key: frozenset(articles) for key, articles in offices.items()},
        homonyms=homonyms(connection, doubtful),
    )


def _mentioned_bare(connection: Connection, keys: Collection[str]) -> set[str]:
    """Keys that some mention has without an office: moved elsewhere, or at the entity of the key."""
    statement = text(MENTIONED.format(LISTED[connection.dialect.name]))
    moved = set(connection.execute(statement, {"keys": json.dumps(sorted(keys))}).scalars())
    here = exists().where(MENTIONS.c.entity_id == ENTITIES.c.id, MENTIONS.c.resolved_key.is_(None))
    bare = look_up_plain(connection, select(ENTITIES.c.key).where(here), ENTITIES.c.key, set(keys) - moved)
    return moved | {key for (key,) in bare}


def sounds_of(connection: Connection, keys: Collection[str], held: Collection[str]) -> dict[str, str]:
    """How these keys sound, as far as they do, wherever their mentions are; `held` are the keys with their offices."""
    statement = select(ENTITIES.c.key, ENTITIES.c.sound).where(ENTITIES.c.sound.is_not(None))
    here = look_up_plain(connection, statement, ENTITIES.c.key, keys)
    there = ties_of(connection, (TIES.c.key, TIES.c.sound), TIES.c.key, {*keys, *held})
    return {base(key): sound for key, sound in (*here, *there) if sound is not None}


def mates(connection: Connection, keys: Collection[str], held: Collection[str]) -> set[str]:
    """Those of the keys, and all others, that sound like another one; `held` are the keys with their offices."""
    sounds = set(sounds_of(connection, keys, held).values())
    alike: dict[str, set[str]] = {}
    here = look_up_plain(connection, select(ENTITIES.c.key, ENTITIES.c.sound), ENTITIES.c.sound, sounds)
    there = ties_of(connection, (TIES.c.key, TIES.c.sound), TIES.c.sound, sounds)
    for key, sound in (*here, *there):
        alike.setdefault(sound, set()).add(base(key))
    return {key for group in alike.values() if len(group) > 1 for key in group}
