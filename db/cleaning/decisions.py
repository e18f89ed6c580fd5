"""What people decided over the rules: text put back into an article, notices that are none. Kept for good."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import Connection, Table, select

from db.cleaning.learned import CANDIDATES, VETOES, ask_for_review
from db.loading.statements import delete_rows, insert_rows, look_up
from db.models import Document, Restoration, instant_text

RESTORATIONS = cast(Table, Restoration.__table__)
DOCUMENTS = cast(Table, Document.__table__)


class Found(NamedTuple):
    """A document that a person named: its id, its collection, its uri."""

    id: int
    collection_id: int
    uri: str


def documents_named(connection: Connection, uri: str) -> list[Found]:
    """Documents of that uri, one a collection at most."""
    columns = (DOCUMENTS.c.id, DOCUMENTS.c.collection_id, DOCUMENTS.c.uri)
    statement = select(*columns).where(DOCUMENTS.c.uri == uri).order_by(DOCUMENTS.c.id)
    return [Found(*row) for row in connection.execute(statement)]


def restored_rules(connection: Connection, documents: Collection[int]) -> dict[int, frozenset[str]]:
    """Rules whose removals are undone, by document; those without a decision are left out."""
    statement = select(RESTORATIONS.c.document_id, RESTORATIONS.c.rule)
    found: defaultdict[int, set[str]] = defaultdict(set)
    for document, rule in look_up(connection, statement, RESTORATIONS.c.document_id, documents):
        found[document].add(rule)
    return {document: frozenset(rules) for document, rules in found.items()}


def restored_by_uri(connection: Connection, collection_id: int, uris: Collection[str]) -> dict[str, frozenset[str]]:
    """The same by uri, for documents that are read again. One look when nothing was ever put back."""
    if connection.execute(select(RESTORATIONS.c.document_id).limit(1)).first() is None:
        return {}
    statement = select(DOCUMENTS.c.id, DOCUMENTS.c.uri).where(DOCUMENTS.c.collection_id == collection_id)
    names = {row.id: row.uri for row in look_up(connection, statement, DOCUMENTS.c.uri, uris)}
    return {names[document]: rules for document, rules in restored_rules(connection, names).items()}


def restore(connection: Connection, document: int, rule: str, now: datetime) -> None:
    """Put back what `rule` removed from a document; said twice it is said once."""
    if rule not in restored_rules(connection, [document]).get(document, ()):
        insert_rows(
            connection, RESTORATIONS, ("document_id", "rule", "decided_at"), [(document, rule, instant_text(now))]
        )


def undo_restore(connection: Connection, document: int, rule: str | None) -> int:
    """Take the decision back, or every one about this document; how many there were."""
    known = restored_rules(connection, [document]).get(document, frozenset())
    gone = sorted(known if rule is None else known & {rule})
    delete_rows(connection, RESTORATIONS, ("document_id", "rule"), [(document, each) for each in gone])
    return len(gone)


def veto(connection: Connection, fingerprint: str, why: str, now: datetime) -> int:
    """Say that a notice is content, whatever is learned; how many documents have it. Asks for a review of its sources.

    A veto that is there already gets the new reason.
    """
    delete_rows(connection, VETOES, ("fingerprint",), [(fingerprint,)])
    moment = instant_text(now)
    insert_rows(connection, VETOES, ("fingerprint", "why", "decided_at"), [(fingerprint, why, moment)])
    return _touch(connection, fingerprint)


def undo_veto(connection: Connection, fingerprint: str) -> int:
    """Take a veto back; how many documents have the notice."""
    delete_rows(connection, VETOES, ("fingerprint",), [(fingerprint,)])
    return _touch(connection, fingerprint)


def _touch(connection: Connection, fingerprint: str) -> int:
    statement = select(CANDIDATES.c.source_id).where(CANDIDATES.c.fingerprint == fingerprint)
    sources = list(connection.execute(statement).scalars())
    ask_for_review(connection, set(sources))
    return len(sources)
