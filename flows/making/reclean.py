"""Stored documents made into articles again: after the corpus, a person or a version changed the verdict on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from db.cleaning.decisions import restored_rules
from db.cleaning.learned import store_candidates
from db.engine import transaction
from db.loading.load import reload_batch
from db.loading.reread import Reread, reread
from db.loading.stored import Stored, stored_documents
from db.records import ArticleRow, DocumentRows
from flows.making.drafts import Made, draft, make
from flows.making.foresight import Draft
from flows.redoing.comparison import Comparison, Side
from flows.rows import to_document
from flows.running.bench import Bench
from flows.running.clock import now
from flows.text.pipeline import as_reject, to_article
from flows.text.readers import Reject

MOST_SAMPLES = 5
"""Documents of which a trial says what would change."""


@dataclass(slots=True)
class Recleaned:
    """What making documents again did: documents read, articles rewritten, and those that could not be made.

    After a trial `changed` holds the uris of what would be rewritten, and `samples` what would change in the first.
    """

    documents: int = 0
    articles: int = 0
    mentions: int = 0
    rejects: list[Reject] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)

    def add(self, other: "Recleaned") -> None:
        """Count another batch in."""
        self.documents += other.documents
        self.articles += other.articles
        self.mentions += other.mentions
        self.rejects += other.rejects
        self.changed += other.changed
        self.samples += other.samples[: max(0, MOST_SAMPLES - len(self.samples))]


def reclean(documents: Sequence[int], bench: Bench, *, dry_run: bool = False) -> Recleaned:
    """Make these stored documents (by id) into articles again, and write what has become another one.

    `bench.collection_id` counts for nothing here: each document keeps its own.
    """
    with transaction(bench.engine) as connection:
        read = reread(connection, documents)
        restored = restored_rules(connection, documents)
    done = Recleaned(documents=len(read))
    for collection, some in groupby(read, key=lambda each: each.collection_id):
        of_collection = list(some)
        drafts, rejects = _drafts(of_collection, bench)
        by_uri = {each.row.uri: restored.get(each.id, frozenset()) for each in of_collection}
        made = make([(each, file.file) for each, file in drafts], bench.tools, by_uri)
        done.rejects += [*rejects, *(result for result in made if isinstance(result, Reject))]
        written = [result for result in made if isinstance(result, Made)]
        (_compare if dry_run else _write)(written, replace(bench, collection_id=collection), done)
    return done


def _drafts(read: Iterable[Reread], bench: Bench) -> tuple[list[tuple[Draft, Reread]], list[Reject]]:
    drafts: list[tuple[Draft, Reread]] = []
    rejects: list[Reject] = []
    for each in read:
        document = to_document(each.row)
        try:
            drafts.append((draft(to_article(document, bench.tools.rules)), each))
        except Exception as error:
            rejects.append(as_reject(document, error))
    return drafts, rejects


def _write(made: Sequence[Made], bench: Bench, done: Recleaned) -> None:
    with transaction(bench.engine) as connection:
        counts, uris = reload_batch(connection, [each.rows for each in made], bench.collection_id, now())
        candidates = {each.rows.document.uri: each.candidates for each in made if each.rows.document.uri in uris}
        store_candidates(connection, bench.collection_id, candidates)
    done.articles += counts.reannotated
    done.mentions += counts.mentions


def _compare(made: Sequence[Made], bench: Bench, done: Recleaned) -> None:
    rows: list[DocumentRows] = [each.rows for each in made]
    with transaction(bench.engine) as connection:
        stored = stored_documents(connection, bench.collection_id, [each.document.uri for each in rows])
    others = [each for each in rows if not stored[each.document.uri].same(each)]
    done.articles += len(others)
    done.changed += [each.document.uri for each in others]
    done.samples += [_sample(stored[each.document.uri], each) for each in others[:MOST_SAMPLES]]


def _sample(old: Stored, new: DocumentRows) -> str:
    """What would change in a document, in a line."""
    other = [name for name, before, after in zip(ArticleRow._fields, old.article, new.article, strict=True)
             if before != after and name not in ("bases", "content_hash")]  # fmt: skip
    blocks = ["blocks"] if old.blocks != new.blocks else []
    changes = Comparison().add(new.document.uri, Side.of(old.article, old.mentions), Side.of(new.article, new.mentions))
    mentions = [f"{each.kind} {each.before or each.after}" for each in changes[:MOST_SAMPLES]]
    return f"{new.document.uri}: {', '.join([*other, *blocks, *mentions])}"
