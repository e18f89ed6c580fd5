"""Keep how an article's mentions stood before they change, so that two runs can be compared afterwards."""

from collections.abc import Iterable, Sequence
from typing import cast

from sqlalchemy import Connection, Table, func, select

from db.loading.statements import insert_rows
from db.loading.stored import Stored
from db.models import IngestRun, MentionRevision
from db.records import DocumentRows, KeptMention, MentionRow, json_text

MENTION_REVISIONS = cast(Table, MentionRevision.__table__)
COLUMNS = ("article_id", "run_id", "revision", "mentions", "replaced_at")


def keep_mentions(connection: Connection, changes: Iterable[tuple[Stored, DocumentRows]], moment: str) -> None:
    """Note what changes in the mentions of articles that are about to be written anew.

    Only what becomes otherwise is kept: a notice cut off the end of an article costs the names in it and no more.
    """
    told = [(old, difference(old.mentions, new.mentions)) for old, new in changes if _otherwise(old, new)]
    if told:
        latest = connection.execute(select(func.max(IngestRun.id))).scalar() or 0
        rows = [(old.article_id, latest, old.revision, json_text(what), moment) for old, what in told]
        insert_rows(connection, MENTION_REVISIONS, COLUMNS, rows)


def difference(before: Sequence[MentionRow], after: Sequence[MentionRow]) -> dict[str, list[tuple[object, ...]]]:
    """The mentions of before that are not there after, and the places of those that are there only after."""
    old, new = _kept(before), _kept(after)
    was, is_now = set(old), set(new)
    return {"lost": [each for each in old if each not in is_now], "gained": [e[:3] for e in new if e not in was]}


def _otherwise(old: Stored, new: DocumentRows) -> bool:
    if (old.article.title, old.article.body) != (new.article.title, new.article.body):
        return True
    return old.mentions != new.mentions and _kept(old.mentions) != _kept(new.mentions)


def _kept(mentions: Sequence[MentionRow]) -> list[KeptMention]:
    return [KeptMention.of(each) for each in mentions]
