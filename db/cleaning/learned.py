"""Learned notices: candidates counted over the stories of a source, the verdict, and what is to be cleaned again.

The verdict is a function of the documents that the tables hold, vanished ones too (they were published; an archive that
moves its files away forgets nothing), and of the vetoes. Each candidate says whether its article was cleaned with it
as a notice; comparing that with the verdict tells what is left to do, whoever was killed before doing it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Table, case, delete, func, literal, select, text
from sqlalchemy.sql import Select

from db.cleaning.rules import RuleRow, register_rules
from db.cleaning.verdict import ENOUGH_TO_KNOW, LEAST_STORIES, needed
from db.loading.statements import delete_rows, insert_rows, look_up
from db.models import Article, Document, LearnedNotice, NoticeCandidate, NoticeVeto, Source, SourceToReview
from db.records import CandidateRow

DOCUMENTS = cast(Table, Document.__table__)
CANDIDATES = cast(Table, NoticeCandidate.__table__)
NOTICES = cast(Table, LearnedNotice.__table__)
VETOES = cast(Table, NoticeVeto.__table__)
TO_REVIEW = cast(Table, SourceToReview.__table__)

LEARNED = "learned:"
"""What the name of a learned notice's rule begins with; its fingerprint follows."""


def store_candidates(connection: Connection, collection_id: int, rows: Mapping[str, Sequence[CandidateRow]]) -> None:
    """Make the candidates of these documents, by uri, what `rows` say; sources that this touches are to be reviewed."""
    statement = select(DOCUMENTS.c.id, DOCUMENTS.c.uri, Article.source_id).join_from(DOCUMENTS, Article)
    found = look_up(connection, statement.where(DOCUMENTS.c.collection_id == collection_id), DOCUMENTS.c.uri, rows)
    stored: defaultdict[int, set[tuple[Any, ...]]] = defaultdict(set)
    columns = (*(CANDIDATES.c[name] for name in _COLUMNS),)
    for row in look_up(connection, select(*columns), CANDIDATES.c.document_id, [row.id for row in found]):
        stored[row.document_id].add(tuple(row))
    stale: list[tuple[Any, ...]] = []
    fresh: list[tuple[Any, ...]] = []
    for document, uri, source in found:
        given = {(source, r[0], r[1], document, *r[2:]) for r in rows[uri]} if source is not None else set()
        stale += sorted(row[:4] for row in stored[document] - given)
        fresh += sorted(given - stored[document])
    delete_rows(connection, CANDIDATES, _COLUMNS[:4], stale)
    insert_rows(connection, CANDIDATES, _COLUMNS, fresh)
    ask_for_review(connection, {row[0] for row in (*stale, *fresh)})


def ask_for_review(connection: Connection, sources: Collection[int]) -> None:
    """Note that the notices of these sources may be others now."""
    known = set(connection.execute(select(TO_REVIEW.c.source_id)).scalars()) if sources else set()
    insert_rows(connection, TO_REVIEW, ("source_id",), [(source,) for source in sorted(set(sources) - known)])


def learned_notices(connection: Connection) -> dict[str, set[tuple[str, str]]]:
    """What is learned so far, by the source's slug."""
    statement = select(Source.slug, NOTICES.c.place, NOTICES.c.fingerprint).join_from(NOTICES, Source)
    found: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for slug, place, fingerprint in connection.execute(statement):
        found[slug].add((place, fingerprint))
    return dict(found)


def vetoed(connection: Connection) -> set[str]:
    """Fingerprints that are content, whatever is learned."""
    return set(connection.execute(select(VETOES.c.fingerprint)).scalars())


def review(connection: Connection) -> None:
    """Reach the verdict on the sources to be reviewed, from all that the tables hold of them."""
    sources = select(TO_REVIEW.c.source_id)
    counted = _counted().where(CANDIDATES.c.source_id.in_(sources)).having(func.count() >= LEAST_STORIES)
    refused = vetoed(connection)
    wanted = set(_verdict(connection, connection.execute(counted).all(), refused))
    columns = ("source_id", "place", "fingerprint", "stories")
    stored = set(
        map(tuple, connection.execute(select(*(NOTICES.c[c] for c in columns)).where(NOTICES.c.source_id.in_(sources))))
    )
    delete_rows(connection, NOTICES, columns, sorted(stored - wanted))
    insert_rows(connection, NOTICES, columns, sorted(wanted - stored))
    register_rules(connection, [RuleRow(LEARNED + row[2], "learned", "1") for row in sorted(wanted - stored)])


def next_to_clean(connection: Connection, after: int, limit: int) -> list[int]:
    """Documents of the reviewed sources, past the id `after`, whose article does not follow the verdict yet."""
    learned = (
        select(literal(1))
        .where(
            NOTICES.c.source_id == CANDIDATES.c.source_id,
            NOTICES.c.place == CANDIDATES.c.place,
            NOTICES.c.fingerprint == CANDIDATES.c.fingerprint,
        )
        .exists()
    )
    mismatched = CANDIDATES.c.applied != learned
    statement = (
        select(CANDIDATES.c.document_id)
        .where(CANDIDATES.c.source_id.in_(select(TO_REVIEW.c.source_id)), mismatched, CANDIDATES.c.document_id > after)
        .distinct()
        .order_by(CANDIDATES.c.document_id)
        .limit(limit)
    )
    return list(connection.execute(statement).scalars())


def anything_to_review(connection: Connection) -> bool:
    """Whether some source waits for its verdict: one look at a table that is empty between runs."""
    return connection.execute(select(TO_REVIEW.c.source_id).limit(1)).first() is not None


def close_review(connection: Connection) -> None:
    """Note that every article follows the verdict; rules of notices that are none any more go."""
    connection.execute(delete(TO_REVIEW))
    connection.execute(
        text(
            "DELETE FROM cleaning_rules WHERE kind = 'learned' AND documents = 0 "
            "AND substr(name, 9) NOT IN (SELECT fingerprint FROM learned_notices)"
        )
    )


_COLUMNS = ("source_id", "place", "fingerprint", "document_id", *CandidateRow._fields[2:])


def _verdict(
    connection: Connection, counted: Sequence[Any], refused: Collection[str]
) -> Iterator[tuple[int, str, str, int]]:
    totals: dict[int, int] = {}
    for source, place, fingerprint, stories, sure in counted:
        if stories < LEAST_STORIES or fingerprint in refused:
            continue
        if source not in totals:
            totals[source] = _stories(connection, source)
        if stories >= needed(totals[source], bool(sure)):
            yield source, place, fingerprint, stories


def _counted() -> Select[Any]:
    """Candidates with their different stories: near copies share a title or their longest paragraph."""
    titles, leads = (func.count(CANDIDATES.c[name].distinct()) for name in ("title_hash", "lead_hash"))
    sure = func.max(case((CANDIDATES.c.sure, 1), else_=0))
    return select(
        CANDIDATES.c.source_id,
        CANDIDATES.c.place,
        CANDIDATES.c.fingerprint,
        case((titles < leads, titles), else_=leads),
        sure,
    ).group_by(CANDIDATES.c.source_id, CANDIDATES.c.place, CANDIDATES.c.fingerprint)


def _stories(connection: Connection, source: int) -> int:
    """Different titles among the articles of a source, counted no further than it matters."""
    title = func.coalesce(Article.title, Document.content_hash)
    some = select(title).join_from(Article, Document).where(Article.source_id == source).distinct()
    return connection.execute(select(func.count()).select_from(some.limit(ENOUGH_TO_KNOW).subquery())).scalar() or 0
