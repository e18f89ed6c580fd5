"""Documents become drafts, drafts rows: cleaned, decided on, names found, rows made. One bad document costs itself."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.records import CandidateRow, DocumentRows, FileFacts
from flows.making.foresight import Draft
from flows.making.tools import Tools
from flows.rows import to_rows
from flows.text.errors import DatelineError
from flows.text.learned import candidates, decided, title_hash
from flows.text.pipeline import annotate, as_reject, to_articles
from flows.text.readers import Reject
from flows.text.records import Article, Document


@dataclass(frozen=True, slots=True)
class Made:
    """A document's rows for every table, and the candidates for a notice in it."""

    rows: DocumentRows
    candidates: tuple[CandidateRow, ...]


def make_all(documents: Iterable[tuple[Document, FileFacts, frozenset[str]]], tools: Tools) -> list[Made | Reject]:
    """Rows or reject of each document, in their order; with each goes its file, and the rules that are undone in it.

    What stands under enough of them is foreseen to be a notice.
    """
    given = list(documents)
    cleaned = [_draft(each) for each in to_articles([document for document, _, _ in given], tools.rules)]
    tools.foresight.look_at(each for each in cleaned if isinstance(each, Draft))
    drafts = [(each, file) for each, (_, file, _) in zip(cleaned, given, strict=True) if isinstance(each, Draft)]
    made = iter(make(drafts, tools, {document.uri: restored for document, _, restored in given if restored}))
    return [next(made) if isinstance(each, Draft) else each for each in cleaned]


def _draft(cleaned: Article | Reject) -> Draft | Reject:
    if isinstance(cleaned, Reject):
        return cleaned
    try:
        return draft(cleaned)
    except Exception as error:
        return as_reject(cleaned.document, error)


def draft(article: Article) -> Draft:
    """The article with its candidates, ready to be decided on."""
    return Draft(article, candidates(article) if article.source else ())


def make(
    drafts: Sequence[tuple[Draft, FileFacts]], tools: Tools, restored: Mapping[str, Collection[str]]
) -> list[Made | Reject]:
    """Rows of each draft, in their order; `restored` names by uri the rules whose removals are undone."""
    settled = [_decided(each, tools, restored.get(each.article.document.uri, ())) for each, _ in drafts]
    articles = iter(_annotated([article for article in settled if isinstance(article, Article)], tools))
    results = [next(articles) if isinstance(result, Article) else result for result in settled]
    return [
        result if isinstance(result, Reject) else _made(result, each, file, tools)
        for result, (each, file) in zip(results, drafts, strict=True)
    ]


def _decided(given: Draft, tools: Tools, restored: Collection[str]) -> Article | Reject:
    notices = tools.foresight.of(given.article) if given.candidates else ()
    try:
        return decided(given.article, notices, restored, given.candidates) if notices or restored else given.article
    except Exception as error:
        return as_reject(given.article.document, error)


def _made(article: Article, given: Draft, file: FileFacts, tools: Tools) -> Made:
    applied, title = tools.foresight.of(article), title_hash(article)
    rows = tuple(
        CandidateRow(c.notice.place, c.notice.fingerprint, title, c.lead, c.sure, c.start, c.end, c.notice in applied)
        for c in given.candidates
    )
    return Made(to_rows(article, file, tools.versions()), rows)


def _annotated(articles: Sequence[Article], tools: Tools) -> list[Article | Reject]:
    """All at once; when that fails one by one, so that the one at fault is found.

    Raises DatelineError for what is no document's fault, such as a damaged gazetteer.
    """
    if not articles:
        return []
    try:
        return list(annotate(articles, tools.recogniser()))
    except DatelineError:
        raise
    except Exception:
        return [_one_annotated(article, tools) for article in articles]


def _one_annotated(article: Article, tools: Tools) -> Article | Reject:
    try:
        return annotate([article], tools.recogniser())[0]
    except DatelineError:
        raise
    except Exception as error:
        return as_reject(article.document, error)
