"""Drafts become rows: decisions applied, names found, rows made. One bad document costs itself."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from db.learned import CandidateRow
from db.records import DocumentRows, FileFacts
from flows.bench import Bench
from flows.foresight import Draft
from flows.rows import to_rows
from flows.text.errors import BadInput
from flows.text.learned import candidates, decided, title_hash
from flows.text.pipeline import annotate, as_reject
from flows.text.readers import Reject
from flows.text.records import Article


@dataclass(frozen=True, slots=True)
class Made:
    """A document's rows for every table, and the candidates for a notice in it."""

    rows: DocumentRows
    candidates: tuple[CandidateRow, ...]


def draft(article: Article) -> Draft:
    """The article with its candidates, ready to be decided on."""
    return Draft(article, candidates(article) if article.source else ())


def make(
    drafts: Sequence[tuple[Draft, FileFacts]], bench: Bench, restored: Mapping[str, Collection[str]]
) -> list[Made | Reject]:
    """Rows of each draft, in their order; `restored` names by uri the rules whose removals are undone."""
    settled = [_decided(each, bench, restored.get(each.article.document.uri, ())) for each, _ in drafts]
    articles = iter(_annotated([article for article in settled if isinstance(article, Article)], bench))
    results = [next(articles) if isinstance(result, Article) else result for result in settled]
    return [
        result if isinstance(result, Reject) else _made(result, each, file, bench)
        for result, (each, file) in zip(results, drafts, strict=True)
    ]


def _decided(given: Draft, bench: Bench, restored: Collection[str]) -> Article | Reject:
    notices = bench.foresight.of(given.article) if given.candidates else ()
    try:
        return decided(given.article, notices, restored, given.candidates) if notices or restored else given.article
    except Exception as error:
        return as_reject(given.article.document, error)


def _made(article: Article, given: Draft, file: FileFacts, bench: Bench) -> Made:
    applied, title = bench.foresight.of(article), title_hash(article)
    rows = tuple(
        CandidateRow(c.notice.place, c.notice.fingerprint, title, c.lead, c.sure, c.start, c.end, c.notice in applied)
        for c in given.candidates
    )
    return Made(to_rows(article, file, bench.versions()), rows)


def _annotated(articles: Sequence[Article], bench: Bench) -> list[Article | Reject]:
    """All at once; when that fails one by one, so that the one at fault is found."""
    if not articles:
        return []
    try:
        return list(annotate(articles, bench.recogniser()))
    except BadInput:
        raise
    except Exception:
        return [_one_annotated(article, bench) for article in articles]


def _one_annotated(article: Article, bench: Bench) -> Article | Reject:
    try:
        return annotate([article], bench.recogniser())[0]
    except Exception as error:
        return as_reject(article.document, error)
