"""Names across documents: where rules and judgements put each is kept in step with the documents, batch by batch."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from db.entities.judgements import all_judgements, note_refusals
from db.entities.judging import Facts, Judgement, base, scope
from db.entities.moves import move
from db.entities.names import ENTITIES
from db.entities.offices import held_by, homonyms, offices_of
from db.entities.placement import TIES, as_entity, ties_of
from db.entities.stored import as_text, stored_entities
from db.entities.verdicts import Tie, Verdict, judge
from db.loading.facts import facts_about, mates
from db.loading.statements import delete_rows, insert_rows
from db.records import EntityRow, json_text

Judged = Mapping[Judgement, str | None]
COLUMNS = ("key", "entity_key", "rule", "score", "reason", "sound", "register")
Row = tuple[str, str, str, float, str, str | None, str | None]
"""A row of `entity_ties`."""


def retie(connection: Connection, touched: Collection[str], anew: Collection[str] = ()) -> None:
    """Weigh the rules and judgements again for what a batch touched, and move the mentions that now belong elsewhere.

    `touched` are identities whose mentions came or went; `anew` are keys whose judgements were taken back.
    """
    judgements = all_judgements(connection)
    if doubtful := _doubtful(connection, touched, judgements) | {base(key) for key in anew}:
        _weigh(connection, doubtful, touched, judgements, anew)


def retie_everything(connection: Connection) -> None:
    """Weigh all that any rule or judgement may touch, and put every mention of it where it belongs."""
    tied = set(connection.execute(select(TIES.c.key)).scalars())
    keys = set(connection.execute(select(ENTITIES.c.key).where(ENTITIES.c.sound.is_not(None))).scalars())
    keys |= {base(key) for key in tied} | {base(key) for one in all_judgements(connection) for key in one.keys}
    retie(connection, tied, anew=_doubtful(connection, keys, all_judgements(connection)))


def _doubtful(connection: Connection, touched: Collection[str], judgements: Judged) -> set[str]:
    """Keys among those touched about which there is anything to weigh.

    Offices of several countries alone are nothing to weigh, as long as no article speaks for a homonym.
    """
    keys = {base(each) for each in touched}
    judged = {base(key) for one in judgements for key in one.keys}
    persons = {key for key in keys if key.startswith("person:")}
    offices = offices_of(connection, persons)
    held = held_by(offices)
    tied = {base(key) for (key,) in ties_of(connection, (TIES.c.key,), TIES.c.key, {*touched, *keys, *held})}
    double = {key: articles for key, articles in offices.items() if len(articles) > 1}
    parted = {base(each) for each in homonyms(connection, double)}
    return (judged & keys) | tied | parted | (mates(connection, persons, held) & keys)


def _weigh(
    connection: Connection, doubtful: set[str], touched: Collection[str], judgements: Judged, anew: Collection[str]
) -> None:
    keys = _component(connection, doubtful, judgements)
    concerned = {one: refused for one, refused in judgements.items() if keys & {base(key) for key in one.keys}}
    facts = facts_about(connection, keys)
    verdict = judge(list(concerned), facts)
    parts = {one.other for one in concerned if one.parts and one.other}
    before = _ties(connection, keys | facts.present | set(touched) | parts)
    registers = _registers(connection, keys, before)
    after = _rows(verdict, facts, concerned, registers)
    swayed = {one for one, refused in concerned.items() if refused != verdict.refused.get(one.id)}
    note_refusals(connection, {one.id: verdict.refused.get(one.id) for one in swayed})
    _write(connection, before, after)
    moved = {key for key in before.keys() | after.keys() if _goes(before, key) != _goes(after, key)}
    whole = {base(key) for key in anew} | {base(key) for key in moved if "/" in key}
    whole |= {one.key for one in swayed if one.action in ("split", "rename")}
    identities = moved | {each for each in facts.present if base(each) in whole} | whole if moved or whole else set()
    if identities:
        known = {
            key: EntityRow(key, key.partition(":")[0], key, None, None, sound) for key, sound in facts.sounds.items()
        }
        move(connection, identities, known | registers, whole)


def _component(connection: Connection, doubtful: set[str], judgements: Iterable[Judgement]) -> set[str]:
    """All keys whose verdicts hang together with these."""
    keys, wider = set[str](), set(doubtful)
    while wider - keys:
        keys = scope(keys | wider, judgements)
        wider = mates(connection, keys, held_by(offices_of(connection, keys)))
    return keys


def _ties(connection: Connection, keys: Collection[str]) -> dict[str, Row]:
    found = ties_of(connection, [TIES.c[name] for name in COLUMNS], TIES.c.key, keys)
    return {key: (key, *row, as_text(register)) for key, *row, register in found}


def _goes(ties: Mapping[str, Row], key: str) -> str:
    return ties[key][1] if key in ties else key if "/" in key else base(key)


def _registers(connection: Connection, keys: set[str], before: Mapping[str, Row]) -> dict[str, EntityRow]:
    """Rows of fixed entities as their register has them, whatever judgements made of them."""
    stored = {row.key: row for row in stored_entities(connection, keys).values() if row.fixed}
    return stored | {key: as_entity(key, row[-1]) for key, row in before.items() if row[-1] is not None}


def _rows(
    verdict: Verdict, facts: Facts, judgements: Iterable[Judgement], registers: Mapping[str, EntityRow]
) -> dict[str, Row]:
    """The ties that should stand; of what a judgement names also one to itself, for its register and its sound.

    When it puts all mentions elsewhere, no entity is left that keeps them.
    """
    named = {base(key) for one in judgements for key in one.keys}
    parted = {one.key for one in judgements if one.parts}
    held = (registers.keys() & named | facts.sounds.keys() & parted) & {base(each) for each in facts.present}
    ties = {key: Tie(key, "judgement", 1.0, "named by a judgement") for key in held} | verdict.ties
    kept = {key: _register(row) for key, row in registers.items()}
    return {key: (key, *tie, facts.sounds.get(key.partition("@")[0]), kept.get(key)) for key, tie in ties.items()}


def _register(row: EntityRow) -> str:
    return json_text({name: value for name, value in row._asdict().items() if name not in ("key", "sound")})


def _write(connection: Connection, before: Mapping[str, Row], after: Mapping[str, Row]) -> None:
    gone = sorted(key for key, row in before.items() if after.get(key) != row)
    delete_rows(connection, TIES, ("key",), [(key,) for key in gone])
    made = sorted(row for key, row in after.items() if before.get(key) != row)
    insert_rows(connection, TIES, COLUMNS, made)
