"""Keep what an article's mentions were before they change, so that two runs can be compared afterwards."""

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
    """Note the mentions of articles that are about to be written anew with another text or other mentions."""
    before = [(old, kept(old.mentions)) for old, new in changes if _otherwise(old, new)]
    if before:
        latest = connection.execute(select(func.max(IngestRun.id))).scalar() or 0
        rows = [(old.article_id, latest, old.revision, json_text(mentions), moment) for old, mentions in before]
        insert_rows(connection, MENTION_REVISIONS, COLUMNS, rows)


def kept(mentions: Sequence[MentionRow]) -> list[KeptMention]:
    """As much of them as is kept."""
    return [KeptMention.of(each) for each in mentions]


def _otherwise(old: Stored, new: DocumentRows) -> bool:
    if (old.article.title, old.article.body) != (new.article.title, new.article.body):
        return True
    return old.mentions != new.mentions and kept(old.mentions) != kept(new.mentions)
